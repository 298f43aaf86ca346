package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.signin.BearerTransport;
import dev.loadtest.engine.run.signin.Tokens;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OAuth2 over HTTP/1.1 and HTTP/2, whose token endpoint is the target itself. */
class SignedInIT extends TransportFixture {
    private static final SecretRef SECRET = new SecretRef(SecretRef.Kind.SECRET, "idp", "secret");

    private final AtomicInteger tokens = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<HttpServerResponse> begun = new CompletableFuture<>();
    private Http2Server server;
    private SignIns signIns;
    private VertxTransport sending;
    private volatile boolean revoked;

    @AfterEach
    void stop() throws Exception {
        sending.close();
        signIns.close();
        server.close();
    }

    /** Refuses the first token once it is revoked, and begins the response of {@code /slow} without ending it. */
    private void answer(HttpServerRequest request) {
        if (request.path().equals("/token")) {
            request.response().end("{\"access_token\": \"t" + tokens.incrementAndGet() + "\", \"expires_in\": 3600}");
            return;
        }
        String value = request.getHeader("Authorization");
        received.add(request.version().name() + " " + value);
        if (revoked && value.equals("Bearer t1")) {
            request.response().setStatusCode(401).end();
        } else if (request.path().equals("/slow")) {
            HttpServerResponse response = request.response().setChunked(true);
            response.write("he");
            begun.complete(response);
        } else {
            request.response().end("hello");
        }
    }

    private BearerTransport open(Target.Protocol protocol) throws Exception {
        server = new Http2Server(null, 10, this::answer);
        VertxLoop loop = host().loops().getFirst();
        Resources secret = Sender.resources("s3cret");
        Target target =
                new Target(false, "127.0.0.1", server.port(), "", List.of(), protocol, Target.Tls.DEFAULT, CONNECTIONS);
        signIns = new SignIns(loop, AddressPolicy.ALLOW_ALL);
        Tokens granted = signIns.tokens(new Auth.OAuth2(target, "/token", "me", SECRET, List.of(), ""), secret);
        signIns.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
        sending = VertxTransport.open(loop, target, secret, AddressPolicy.ALLOW_ALL);
        return onLoop(() -> new BearerTransport(sending, granted, loop));
    }

    private static <T> T onLoop(Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        host().loops().getFirst().execute(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    private static Transport.Listener listener(CompletableFuture<String> end) {
        return new Transport.Listener() {
            @Override
            public void completed(Transport.Response response) {
                end.complete(response.status() + " " + new String(response.body(), StandardCharsets.US_ASCII));
            }

            @Override
            public void failed(ErrorCause cause, String detail) {
                end.complete(cause + ": " + detail);
            }
        };
    }

    /** A token that was accepted before is replaced at once. */
    private BearerTransport openAndRevoke(Target.Protocol protocol) throws Exception {
        BearerTransport transport = open(protocol);
        CompletableFuture<String> end = new CompletableFuture<>();
        onLoop(() -> transport.send(get("/"), 100, listener(end)));
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("200 hello");
        revoked = true;
        return transport;
    }

    @ParameterizedTest
    @EnumSource
    void refusedTokenIsReplaced(Target.Protocol protocol) throws Exception {
        BearerTransport transport = openAndRevoke(protocol);
        CompletableFuture<String> end = new CompletableFuture<>();
        onLoop(() -> transport.send(get("/"), 100, listener(end)));

        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("200 hello");
        String version = protocol == Target.Protocol.HTTP2 ? "HTTP_2" : "HTTP_1_1";
        assertThat(received).containsExactly(version + " Bearer t1", version + " Bearer t1", version + " Bearer t2");
    }

    /** That of the second sending, during the request and after its end. */
    @ParameterizedTest
    @EnumSource
    void firstByteIsKept(Target.Protocol protocol) throws Exception {
        BearerTransport transport = openAndRevoke(protocol);
        VertxLoop loop = host().loops().getFirst();
        CompletableFuture<String> end = new CompletableFuture<>();
        Transport.Exchange exchange = onLoop(() -> transport.send(get("/slow"), 100, listener(end)));
        HttpServerResponse response = begun.get(60, TimeUnit.SECONDS);
        CompletableFuture<Long> first = new CompletableFuture<>();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (exchange.firstByteNanos() >= 0) {
                    first.complete(exchange.firstByteNanos());
                } else {
                    loop.at(loop.nanos() + 1_000_000, this);
                }
            }
        });
        long seen = first.get(60, TimeUnit.SECONDS);
        response.end("llo");

        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("200 hello");
        assertThat(onLoop(exchange::firstByteNanos)).isEqualTo(seen);
        assertThat(seen).isLessThan(onLoop(loop::nanos));
    }
}
