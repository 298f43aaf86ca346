package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.http.dial.AddressPolicy;
import io.netty.util.NetUtil;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that lead to several addresses, by a hosts file and by DNS, over both protocols. */
class NamedTargetIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final InetAddress SERVED = NetUtil.createInetAddressFromIpAddressString("127.0.0.1");
    private static final InetAddress REFUSED = NetUtil.createInetAddressFromIpAddressString("127.0.0.2");
    private static final InetAddress SILENT = NetUtil.createInetAddressFromIpAddressString("127.0.0.3");
    private static final InetAddress REFUSED_SIX = NetUtil.createInetAddressFromIpAddressString("::1");

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private NameServer names;
    private WorkerHost host;
    private int port;

    @BeforeEach
    void start() throws Exception {
        names = new NameServer(Map.of(
                "both.test", List.of(REFUSED_SIX, SERVED),
                "four.test", List.of(REFUSED, SERVED),
                "silent.test", List.of(SILENT, SERVED),
                "refused.test", List.of(REFUSED),
                "single.test", List.of(SERVED),
                "my_service.test", List.of(SERVED)));
        open.add(names);
        Path hosts = Files.writeString(
                folder.resolve("hosts"),
                "127.0.0.2 hosts.test\n127.0.0.1 hosts.test\n::1 six.hosts.test\n127.0.0.1 six.hosts.test\n");
        host = WorkerHost.start(
                1, new AddressResolverOptions().addServer(names.address()).setHostsPath(hosts.toString()));
        open.add(host);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Sender sender(Target.Protocol protocol, String name, AddressPolicy policy) throws Exception {
        switch (protocol) {
            case HTTP1 -> {
                ScriptedServer server = ScriptedServer.start(null, peer -> {
                    while (peer.readHead() != null) {
                        peer.write(OK);
                    }
                });
                open.add(server);
                port = server.port();
            }
            case HTTP2 -> {
                Http2Server server =
                        new Http2Server(null, 10, request -> request.response().end());
                open.add(server::close);
                port = server.port();
            }
        }
        Target target = new Target(false, name, port, "", List.of(), protocol, Target.Tls.DEFAULT, 3);
        return new Sender(host.loops().getFirst(), target, "", policy);
    }

    private Sender sender(Target.Protocol protocol, String name) throws Exception {
        return sender(protocol, name, AddressPolicy.ALLOW_ALL);
    }

    private static PreparedRequest get() {
        return new PreparedRequest("GET", "/", List.of(), new Empty(), 0);
    }

    /** Each of the addresses is the first one once. */
    private static void sendsOverEach(Sender sender) throws Exception {
        for (Sender.Sent sent : sender.sendAtOnce(get(), get())) {
            assertThat(sent.response().status()).isEqualTo(200);
            assertThat(sent.openings()).isLessThanOrEqualTo(1);
        }
        sender.close();
    }

    @ParameterizedTest
    @EnumSource
    void hostsFileAddressesAreTried(Target.Protocol protocol) throws Exception {
        sendsOverEach(sender(protocol, "hosts.test"));
        sendsOverEach(sender(protocol, "six.hosts.test"));
        assertThat(names.queries()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void nameServerAddressesAreTried(Target.Protocol protocol) throws Exception {
        sendsOverEach(sender(protocol, "four.test"));
        sendsOverEach(sender(protocol, "both.test"));
    }

    @ParameterizedTest
    @EnumSource
    void silentAddressDelaysNoOther(Target.Protocol protocol) throws Exception {
        Sender sender = sender(protocol, "silent.test");
        open.add(new Silence(new InetSocketAddress(SILENT, port)));
        sendsOverEach(sender);
    }

    @ParameterizedTest
    @EnumSource
    void refusedAddressIsNotTried(Target.Protocol protocol) throws Exception {
        Sender sender = sender(
                protocol,
                "both.test",
                (host, port, address) -> address.equals(SERVED) ? Optional.empty() : Optional.of("only IPv4 here"));
        assertThat(sender.send(get(), 0).response().status()).isEqualTo(200);
        Sender none = sender(protocol, "both.test", (host, port, address) -> Optional.of("nothing here"));
        assertThat(none.send(get(), 0).failure()).isEqualTo(new Sender.Failed(ErrorCause.DENIED, "nothing here"));
    }

    @ParameterizedTest
    @EnumSource
    void nameWithUnderscore(Target.Protocol protocol) throws Exception {
        assertThat(sender(protocol, "my_service.test").send(get(), 0).response().status())
                .isEqualTo(200);
    }

    @Test
    void nameServerSilentToIpv6() throws Exception {
        names.beSilentToIpv6();
        assertThat(sender(Target.Protocol.HTTP1, "single.test")
                        .send(get(), 0)
                        .response()
                        .status())
                .isEqualTo(200);
    }

    /** A pod of a headless Service is gone, and another has started. */
    @ParameterizedTest
    @EnumSource
    void nextConnectionFindsNewAddress(Target.Protocol protocol) throws Exception {
        names.put("moving.test", REFUSED);
        Sender sender = sender(protocol, "moving.test");
        assertThat(sender.send(get(), 0).failure().cause()).isEqualTo(ErrorCause.CONNECT);

        names.put("moving.test", SERVED);
        assertThat(sender.send(get(), 0).response().status()).isEqualTo(200);
    }

    @Test
    void failuresAreExplained() throws Exception {
        assertThat(sender(Target.Protocol.HTTP1, "refused.test").send(get(), 0).failure())
                .satisfies(failed -> assertThat(failed.cause()).isEqualTo(ErrorCause.CONNECT))
                .satisfies(failed -> assertThat(failed.detail()).startsWith("Connection refused"));
        assertThat(sender(Target.Protocol.HTTP1, "unknown.test").send(get(), 0).failure())
                .isEqualTo(new Sender.Failed(ErrorCause.DNS, "the name unknown.test does not resolve"));
    }

    /** An address that answers no SYN: its accept queue is full. */
    private static final class Silence implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket();
        private final List<Socket> queued = new ArrayList<>();

        Silence(InetSocketAddress address) throws IOException {
            listening.bind(address, 1);
            boolean answers = true;
            while (answers) {
                Socket socket = new Socket();
                queued.add(socket);
                answers = connects(socket, address);
            }
        }

        private static boolean connects(Socket socket, InetSocketAddress address) throws IOException {
            try {
                socket.connect(address, 300);
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queued) {
                socket.close();
            }
            listening.close();
        }
    }
}
