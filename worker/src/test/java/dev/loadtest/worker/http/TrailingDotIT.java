package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A name that ends in a dot is for resolvers: TLS and certificates have it without. */
class TrailingDotIT extends TransportFixture {
    private static final SecretRef AUTHORITY = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");

    @RegisterExtension
    static final TestIdentity IDENTITY = new TestIdentity("dns:localhost");

    private Sender sender(Target.Protocol protocol, int port) {
        Target target = new Target(
                true, "localhost.", port, "", List.of(), protocol, new Target.Tls(AUTHORITY, false), CONNECTIONS);
        return sender(target, AddressPolicy.ALLOW_ALL, IDENTITY.get().pem());
    }

    @Test
    void ofHttp1() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(IDENTITY.get().context(), peer -> {
            peer.readHead();
            names.addAll(peer.requestedNames());
            peer.answer("ok");
            peer.awaitClose();
        })) {
            assertThat(sender(Target.Protocol.HTTP1, server.port())
                            .send(get("/"), 0)
                            .response()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(names).containsExactly("localhost");
    }

    @Test
    void ofHttp2() throws Exception {
        Http2Server server =
                new Http2Server(IDENTITY.get(), 5, request -> request.response().end());
        assertThat(sender(Target.Protocol.HTTP2, server.port())
                        .send(get("/"), 0)
                        .response()
                        .status())
                .isEqualTo(200);
        server.close();
    }
}
