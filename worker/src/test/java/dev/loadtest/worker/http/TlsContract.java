package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All of the contract over TLS, and what TLS adds to it. */
abstract class TlsContract extends HostileHttp1Contract {
    private static final SecretRef AUTHORITY = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");

    @RegisterExtension
    static final TestIdentity IDENTITY = new TestIdentity("ip:127.0.0.1");

    @Override
    SSLContext serverTls() {
        return IDENTITY.get().context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(AUTHORITY, false);
    }

    @Override
    String authority() {
        return IDENTITY.get().pem();
    }

    private static void answer(Peer peer) throws Exception {
        peer.readHead();
        peer.answer("ok");
        peer.awaitClose();
    }

    private Sender sender(String host, Target.Tls tls, String authority) throws Exception {
        int port = server(TlsContract::answer).port();
        Target target = new Target(true, host, port, "", List.of(), protocol(), tls, CONNECTIONS);
        return sender(target, AddressPolicy.ALLOW_ALL, authority);
    }

    @Test
    void otherAuthority() throws Exception {
        Identity other = Identity.forNames("ip:127.0.0.1");
        Sender.Failed failed =
                sender("127.0.0.1", clientTls(), other.pem()).send(get("/"), 0).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.TLS);
        assertThat(failed.detail()).contains("PKIX");
        other.delete();
    }

    @Test
    void unknownToJdk() throws Exception {
        Sender.Failed failed =
                sender("127.0.0.1", Target.Tls.DEFAULT, "").send(get("/"), 0).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.TLS);
        assertThat(failed.detail()).contains("caConfigMapKeyRef");
    }

    @Test
    void otherName() throws Exception {
        Sender.Failed failed =
                sender("localhost", clientTls(), authority()).send(get("/"), 0).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.TLS);
        assertThat(failed.detail()).contains("localhost");
    }

    /** The JDK's clients send no server name without a dot, such as a Service's. */
    @Test
    void serverNameIndication() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            peer.readHead();
            names.addAll(peer.requestedNames());
            peer.answer("ok");
            peer.awaitClose();
        });
        Target.Tls insecure = new Target.Tls(null, true);
        for (String host : List.of("localhost", "127.0.0.1")) {
            Target target = new Target(true, host, server.port(), "", List.of(), protocol(), insecure, CONNECTIONS);
            assertThat(sender(target, AddressPolicy.ALLOW_ALL)
                            .send(get("/"), 0)
                            .response()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(names).containsExactly("localhost");
    }

    @Test
    void insecureSkipVerify() throws Exception {
        Target.Tls insecure = new Target.Tls(null, true);
        assertThat(sender("localhost", insecure, "")
                        .send(get("/"), 0)
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(sender("127.0.0.1", new Target.Tls(AUTHORITY, true), authority())
                        .send(get("/"), 0)
                        .response()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void targetWithoutTls() throws Exception {
        try (ScriptedServer plain = ScriptedServer.start(null, peer -> {
            peer.in().read();
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            peer.awaitClose();
        })) {
            assertThat(sender(plain.port()).send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.TLS);
        }
    }

    /** Nothing goes on for a request that was given up: its permit is free at once. */
    @Test
    void cancelledHandshakeIsClosed() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer hanging = ScriptedServer.start(null, peer -> {
            reached.countDown();
            peer.awaitClose();
            closed.countDown();
        })) {
            Sender sender = sender(target("127.0.0.1", hanging.port(), 1), AddressPolicy.ALLOW_ALL);
            Sender.Sent sent = sender.send(get("/"), 0);
            reached.await();

            sent.cancel();

            assertThat(sender.available()).isEqualTo(1);
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** By the number of the alert that the target sends, RFC 8446 section 6. */
    @ParameterizedTest
    @CsvSource({
        "40, the target accepts none of the ciphers that are offered",
        "70, 'the target speaks none of the TLS versions that are offered, TLSv1.3 and TLSv1.2'",
        "42, the target wants a client certificate",
        "80, the target itself failed",
        "112, the target does not know the name that it was asked for",
    })
    void refusedHandshakeIsExplained(int alert, String words) throws Exception {
        try (ScriptedServer refusing = ScriptedServer.start(null, peer -> {
            peer.in().readNBytes(5);
            peer.out().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert});
            peer.out().flush();
            peer.awaitClose();
        })) {
            Sender.Failed failed = sender(refusing.port()).send(get("/"), 0).failure();
            assertThat(failed.cause()).isEqualTo(ErrorCause.TLS);
            assertThat(failed.detail()).startsWith(words);
        }
    }

    @Test
    void hangingHandshakeIsTlsTimeout() throws Exception {
        try (ScriptedServer hanging = ScriptedServer.start(null, Peer::awaitClose)) {
            Sender.Failed failed = sender(hanging.port()).send(get("/"), 0).failure();
            assertThat(failed.cause()).isEqualTo(ErrorCause.TLS);
            assertThat(failed.detail()).isEqualTo("the handshake did not end within 10 s");
        }
    }

    @Test
    void invalidAuthorityIsRefused() {
        assertThatThrownBy(() -> sender("127.0.0.1", clientTls(), "no certificate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configmap/ca/ca.crt");
    }
}
