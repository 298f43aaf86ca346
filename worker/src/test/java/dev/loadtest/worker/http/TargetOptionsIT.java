package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Target.Protocol;
import dev.loadtest.engine.plan.Target.Reuse;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.AddressPolicy;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long connections are used, what a target is called, and who we are: over HTTP/1.1 and HTTP/2. */
class TargetOptionsIT extends TransportFixture {
    private static final SecretRef AUTHORITY = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");
    private static final Target.ClientCertificate CLIENT = new Target.ClientCertificate(
            new SecretRef(SecretRef.Kind.SECRET, "client", "tls.crt"),
            new SecretRef(SecretRef.Kind.SECRET, "client", "tls.key"));

    private final List<Http2Server> servers = new ArrayList<>();
    private final List<Identity> identities = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Http2Server server : servers) {
            server.close();
        }
        for (Identity identity : identities) {
            identity.delete();
        }
    }

    private Identity identity(String names) throws Exception {
        Identity made = Identity.forNames(names);
        identities.add(made);
        return made;
    }

    private Http2Server serve(@Nullable Identity identity, String clients, Handler<HttpServerRequest> handler)
            throws Exception {
        Http2Server server = new Http2Server(identity, clients, 100, handler);
        servers.add(server);
        return server;
    }

    private static Target target(
            boolean https, int port, Protocol protocol, Target.Tls tls, int connections, Reuse reuse, String calledAs) {
        return new Target(https, "127.0.0.1", port, "", List.of(), protocol, tls, connections, reuse, calledAs, null);
    }

    private Sender reusing(Http2Server server, Protocol protocol, int connections, Reuse reuse) {
        Target target = target(false, server.port(), protocol, Target.Tls.DEFAULT, connections, reuse, "");
        return sender(target, AddressPolicy.ALLOW_ALL);
    }

    @ParameterizedTest
    @EnumSource
    void requestsPerConnection(Protocol protocol) throws Exception {
        Http2Server server = serve(null, "", request -> request.response().end());
        Sender sender = reusing(server, protocol, 2, new Reuse(3, Duration.ZERO));
        for (int i = 0; i < 7; i++) {
            Sender.Sent sent = sender.send(get("/"), 0);
            assertThat(sent.response().status()).isEqualTo(200);
            assertThat(sent.openedConnection()).as("request %d", i).isEqualTo(i % 3 == 0);
        }
        assertThat(server.connections()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void oneConnectionPerRequest(Protocol protocol) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Http2Server server = serve(null, "", request -> {
            Context context = Vertx.currentContext();
            answer.thenAccept(
                    body -> context.runOnContext(now -> request.response().end(body)));
        });
        Sender sender = reusing(server, protocol, 2, new Reuse(1, Duration.ZERO));
        List<Sender.Sent> both = sender.sendAtOnce(get("/1"), get("/2"));
        assertThat(sender.available()).isZero();
        answer.complete("ok");
        for (Sender.Sent sent : both) {
            assertThat(sent.response().status()).isEqualTo(200);
        }
        sender.awaitAvailable(2);
        for (int i = 0; i < 5; i++) {
            assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        }
        assertThat(server.connections()).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource
    void connectionLifetime(Protocol protocol) throws Exception {
        Http2Server server = serve(null, "", request -> request.response().end());
        Sender young = reusing(server, protocol, 1, new Reuse(0, Duration.ofHours(1)));
        Sender old = reusing(server, protocol, 1, new Reuse(0, Duration.ofNanos(1)));
        for (int i = 0; i < 3; i++) {
            assertThat(young.send(get("/"), 0).response().status()).isEqualTo(200);
            assertThat(old.send(get("/"), 0).response().status()).isEqualTo(200);
        }
        assertThat(server.connections()).hasSize(1 + 3);
    }

    @ParameterizedTest
    @EnumSource
    void virtualHost(Protocol protocol) throws Exception {
        List<String> asked = new ArrayList<>();
        Http2Server server = serve(null, "", request -> {
            asked.add(String.valueOf(request.authority()));
            request.response().end();
        });
        for (String name : List.of("", "shop.example.org", "shop.example.org:8443", "shop.example.org:80")) {
            Target target = target(false, server.port(), protocol, Target.Tls.DEFAULT, 1, Reuse.ENDLESS, name);
            sender(target, AddressPolicy.ALLOW_ALL).send(get("/"), 0).response();
        }
        assertThat(asked)
                .containsExactly(
                        "127.0.0.1:" + server.port(), "shop.example.org", "shop.example.org:8443", "shop.example.org");
    }

    /** Its certificate is checked for that name, and for no other. */
    @ParameterizedTest
    @EnumSource
    void virtualHostOverTls(Protocol protocol) throws Exception {
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        Identity shop = identity("dns:shop.example.org");
        Http2Server server = serve(shop, "", request -> {
            told.add(String.valueOf(request.connection().indicatedServerName()));
            request.response().end();
        });
        Target.Tls tls = new Target.Tls(AUTHORITY, false);
        Target named = target(true, server.port(), protocol, tls, 1, Reuse.ENDLESS, "shop.example.org");
        assertThat(sender(named, AddressPolicy.ALLOW_ALL, shop.pem())
                        .send(get("/"), 0)
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(told).containsExactly("shop.example.org");
        for (String other : List.of("", "other.example.org")) {
            Target wrong = target(true, server.port(), protocol, tls, 1, Reuse.ENDLESS, other);
            assertThat(sender(wrong, AddressPolicy.ALLOW_ALL, shop.pem())
                            .send(get("/"), 0)
                            .failure()
                            .cause())
                    .isEqualTo(ErrorCause.TLS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientCertificate(Protocol protocol) throws Exception {
        Identity own = identity("ip:127.0.0.1");
        Identity client = identity("dns:client");
        Http2Server server =
                serve(own, client.pem(), request -> request.response().end());
        assertThat(shown(server, protocol, own, CLIENT, client)
                        .send(get("/"), 0)
                        .response()
                        .status())
                .isEqualTo(200);
        Identity stranger = identity("dns:client");
        assertThat(shown(server, protocol, own, CLIENT, stranger)
                        .send(get("/"), 0)
                        .failure()
                        .cause())
                .isIn(ErrorCause.TLS, ErrorCause.RESET);
        assertThat(shown(server, protocol, own, null, client)
                        .send(get("/"), 0)
                        .failure()
                        .cause())
                .isIn(ErrorCause.TLS, ErrorCause.RESET);
    }

    private Sender shown(
            Http2Server server,
            Protocol protocol,
            Identity target,
            Target.@Nullable ClientCertificate certificate,
            Identity client)
            throws Exception {
        return sender(
                target(
                        true,
                        server.port(),
                        protocol,
                        new Target.Tls(AUTHORITY, false, certificate),
                        1,
                        Reuse.ENDLESS,
                        ""),
                texts(Map.of(
                        AUTHORITY, target.pem(), CLIENT.certificate(), client.pem(), CLIENT.key(), client.keyPem())));
    }

    /** The message omits the content. */
    @ParameterizedTest
    @EnumSource
    void invalidKeyIsRefusedByName(Protocol protocol) throws Exception {
        Identity client = identity("dns:client");
        Target target = target(true, 1, protocol, new Target.Tls(AUTHORITY, false, CLIENT), 1, Reuse.ENDLESS, "");
        assertThatThrownBy(() -> sender(
                        target,
                        texts(Map.of(
                                AUTHORITY, client.pem(), CLIENT.certificate(), client.pem(), CLIENT.key(), "s3cr3t"))))
                .hasMessage("secret/client/tls.key holds no private key in PEM");
        assertThatThrownBy(() -> sender(
                        target,
                        texts(Map.of(AUTHORITY, client.pem(), CLIENT.certificate(), "x", CLIENT.key(), "s3cr3t"))))
                .hasMessage("secret/client/tls.crt holds no certificates in PEM");
    }

    private static Resources texts(Map<SecretRef, String> texts) {
        return new Resources() {
            @Override
            public Path file(FileRef file) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String secret(SecretRef ref) {
                return String.valueOf(texts.get(ref));
            }
        };
    }
}
