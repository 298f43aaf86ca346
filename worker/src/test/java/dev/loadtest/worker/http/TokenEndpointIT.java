package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.token.TokenEndpoint;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests for tokens follow the rules of targets: TLS, certificates, addresses, bounds of what is read. */
class TokenEndpointIT extends TransportFixture {
    private static final int LIMIT = 1000;
    private static final SecretRef AUTHORITY = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");
    private static final Target.ClientCertificate CLIENT = new Target.ClientCertificate(
            new SecretRef(SecretRef.Kind.SECRET, "client", "tls.crt"),
            new SecretRef(SecretRef.Kind.SECRET, "client", "tls.key"));

    @RegisterExtension
    static final TestIdentity SERVER = new TestIdentity("ip:127.0.0.1");

    @RegisterExtension
    static final TestIdentity OURS = new TestIdentity("dns:worker");

    private final CompletableFuture<String> end = new CompletableFuture<>();
    private TokenEndpoint endpoint;

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private static Resources resources() throws Exception {
        Map<SecretRef, String> texts = Map.of(
                AUTHORITY,
                SERVER.get().pem(),
                CLIENT.certificate(),
                OURS.get().pem(),
                CLIENT.key(),
                OURS.get().keyPem());
        return new Resources() {
            @Override
            public Path file(dev.loadtest.engine.plan.FileRef file) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String secret(SecretRef ref) {
                return texts.get(ref);
            }
        };
    }

    private Transport.Exchange send(Target target, AddressPolicy policy) throws Exception {
        VertxLoop loop = host().loops().getFirst();
        endpoint = TokenEndpoint.open(loop, target, resources(), policy);
        PreparedRequest request = new PreparedRequest(
                "POST",
                "/token?a=1",
                List.of(new PreparedRequest.Field("Authorization", "Basic bWU6cw==")),
                new PreparedRequest.Bytes(
                        "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII),
                        "application/x-www-form-urlencoded"),
                0);
        CompletableFuture<Transport.Exchange> sent = new CompletableFuture<>();
        loop.execute(() -> sent.complete(endpoint.send(request, LIMIT, new Transport.Listener() {
            @Override
            public void completed(Transport.Response response) {
                end.complete(response.status() + " " + response.headers().first("x-of") + " "
                        + new String(response.body(), StandardCharsets.US_ASCII)
                        + (response.truncated() ? "…" : ""));
            }

            @Override
            public void failed(ErrorCause cause, String detail) {
                end.complete(cause + ": " + detail);
            }
        })));
        return sent.get(60, TimeUnit.SECONDS);
    }

    private String ended() throws Exception {
        return end.get(60, TimeUnit.SECONDS);
    }

    private static Target target(int port, Target.Protocol protocol, Target.Tls tls, boolean https) {
        return new Target(https, "127.0.0.1", port, "", List.of(), protocol, tls, CONNECTIONS);
    }

    private static void echo(HttpServerRequest request) {
        request.bodyHandler(body -> request.response()
                .putHeader("x-of", request.version().name())
                .end(request.method() + " " + request.uri() + " " + request.getHeader("Content-Type") + " "
                        + request.getHeader("Authorization") + " " + body));
    }

    @ParameterizedTest
    @EnumSource
    void certificatesOfBothSidesAreChecked(Target.Protocol protocol) throws Exception {
        Http2Server server = new Http2Server(SERVER.get(), OURS.get().pem(), 10, TokenEndpointIT::echo);
        try {
            send(
                    target(server.port(), protocol, new Target.Tls(AUTHORITY, false, CLIENT), true),
                    AddressPolicy.ALLOW_ALL);
            assertThat(ended())
                    .isEqualTo(
                            "200 " + (protocol == Target.Protocol.HTTP2 ? "HTTP_2" : "HTTP_1_1")
                                    + " POST /token?a=1 application/x-www-form-urlencoded Basic bWU6cw== grant_type=client_credentials");
        } finally {
            server.close();
        }
    }

    @Test
    void unknownAuthorityIsRefused() throws Exception {
        Http2Server server = new Http2Server(SERVER.get(), 10, TokenEndpointIT::echo);
        try {
            send(target(server.port(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, true), AddressPolicy.ALLOW_ALL);
            assertThat(ended()).startsWith("TLS: the target's certificate is of no authority");
        } finally {
            server.close();
        }
    }

    @Test
    void deniedAddressIsNotConnectedTo() throws Exception {
        Http2Server server = new Http2Server(null, 10, TokenEndpointIT::echo);
        try {
            send(
                    target(server.port(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, false),
                    (host, port, address) -> Optional.of("127.0.0.1 is denied"));
            assertThat(ended()).isEqualTo("DENIED: 127.0.0.1 is denied");
            assertThat(server.connections()).isEmpty();
        } finally {
            server.close();
        }
    }

    /** A redirect would lead to an address that nobody judged. */
    @Test
    void redirectIsNotFollowed() throws Exception {
        Http2Server server = new Http2Server(null, 10, request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", "/other")
                .putHeader("x-of", request.path())
                .end());
        try {
            send(target(server.port(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, false), AddressPolicy.ALLOW_ALL);
            assertThat(ended()).isEqualTo("307 /token ");
        } finally {
            server.close();
        }
    }

    @Test
    void longBodyIsCut() throws Exception {
        Http2Server server =
                new Http2Server(null, 10, request -> request.response().end("x".repeat(1_000_000)));
        try {
            send(target(server.port(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, false), AddressPolicy.ALLOW_ALL);
            assertThat(ended()).isEqualTo("200 null " + "x".repeat(LIMIT) + "…");
        } finally {
            server.close();
        }
    }

    @Test
    void cancelClosesTheConnection() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(null, peer -> {
            peer.readHead();
            reached.countDown();
            peer.awaitClose();
            closed.countDown();
        })) {
            Transport.Exchange exchange = send(
                    target(server.port(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, false), AddressPolicy.ALLOW_ALL);
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            host().loops().getFirst().execute(exchange::cancel);
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(end).isNotDone();
        }
    }
}
