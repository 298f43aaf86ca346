package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Servers and senders for one test, closed and checked after it. */
abstract class TransportFixture {
    static final int CONNECTIONS = 3;
    private static @Nullable WorkerHost host;

    private final List<ScriptedServer> servers = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();

    @BeforeAll
    static void startLoop() {
        host = WorkerHost.start(1);
    }

    @AfterAll
    static void stopLoop() {
        host().close();
    }

    static WorkerHost host() {
        if (host == null) {
            throw new IllegalStateException("not started");
        }
        return host;
    }

    /** What the servers of this mode speak TLS with; null for plain text. */
    @Nullable
    SSLContext serverTls() {
        return null;
    }

    Target.Tls clientTls() {
        return Target.Tls.DEFAULT;
    }

    String authority() {
        return "";
    }

    Target.Protocol protocol() {
        return Target.Protocol.HTTP1;
    }

    /** Decides which path a request takes. */
    int followRedirects() {
        return 0;
    }

    ScriptedServer server(ScriptedServer.Script script) throws Exception {
        return started(ScriptedServer.start(serverTls(), script));
    }

    /** A server whose script speaks HTTP/2, negotiated by ALPN. */
    ScriptedServer http2Server(ScriptedServer.Script script) throws Exception {
        return started(ScriptedServer.start(serverTls(), List.of("h2"), script));
    }

    private ScriptedServer started(ScriptedServer server) {
        servers.add(server);
        return server;
    }

    /** Holds a port on loopback that nothing listens on: a port that was merely given back may be taken by others. */
    static Socket unserved() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        return socket;
    }

    Target target(String host, int port, int connections) {
        return new Target(serverTls() != null, host, port, "", List.of(), protocol(), clientTls(), connections);
    }

    Sender sender(Target target, AddressPolicy policy) {
        return sender(target, policy, authority());
    }

    Sender sender(Target target, AddressPolicy policy, String authority) {
        Sender sender = new Sender(host().loops().getFirst(), target, authority, policy);
        senders.add(sender);
        return sender;
    }

    Sender sender(Target target, Resources resources) {
        Sender sender = new Sender(host().loops().getFirst(), target, resources, AddressPolicy.ALLOW_ALL);
        senders.add(sender);
        return sender;
    }

    Sender sender(int port) {
        return sender(target("127.0.0.1", port, CONNECTIONS), AddressPolicy.ALLOW_ALL);
    }

    Sender senderTo(ScriptedServer.Script script) throws Exception {
        return sender(server(script).port());
    }

    PreparedRequest get(String path) {
        return request("GET", path, new Empty());
    }

    PreparedRequest request(String method, String path, Content content, Field... headers) {
        return new PreparedRequest(method, path, List.of(headers), content, followRedirects());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (Sender sender : senders) {
            sender.close();
        }
        for (ScriptedServer server : servers) {
            server.close();
        }
    }
}
