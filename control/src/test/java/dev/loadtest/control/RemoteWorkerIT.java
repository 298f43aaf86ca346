package dev.loadtest.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel over real sockets, against servers that behave and others that do not. */
class RemoteWorkerIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final List<String> authorizations = new ArrayList<>();
    private HttpServer server;
    private HttpChannel channel;

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        channel = new HttpChannel(
                new WorkerEndpoint("run", 0, "127.0.0.1", server.getAddress().getPort(), "secret", 1));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(Behaviour behaviour) {
        server.createContext("/", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            try (exchange) {
                behaviour.answer(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private Throwable failure(Duration within) throws Exception {
        CompletionStage<ClockReading> asked =
                channel.call(ControlPaths.CLOCK, new Caller("run", 1, "i"), ClockReading.class, within);
        try {
            asked.toCompletableFuture().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("it was answered");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Test
    void carriesTheTokenTheMessageAndTheAnswer() throws Exception {
        serve(exchange -> answer(exchange, 200, ControlJson.write(new ClockReading(42))));

        CompletionStage<ClockReading> asked =
                channel.call(ControlPaths.CLOCK, new Caller("run", 1, "i"), ClockReading.class, WITHIN);

        assertThat(asked.toCompletableFuture()
                        .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
                        .nanos())
                .isEqualTo(42);
        assertThat(authorizations).containsExactly("Bearer secret");
    }

    @Test
    void aRefusalIsToldAsOne() throws Exception {
        RefusedException refused = new RefusedException(RefusedException.Reason.SUPERSEDED, "superseded by epoch 3");
        serve(exchange -> answer(exchange, refused.reason().status(), ControlJson.write(Refusal.of(refused))));

        assertThat(failure(WITHIN)).isInstanceOfSatisfying(RefusedException.class, told -> assertThat(told.reason())
                .isEqualTo(RefusedException.Reason.SUPERSEDED));
    }

    @Test
    void anAnswerThatIsTooLongIsNotCollected() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[1 << 20];
            for (int i = 0; i < 2 * (ControlPaths.MAX_ANSWER_BYTES >> 20); i++) {
                exchange.getResponseBody().write(some);
            }
        });

        assertThat(failure(WITHIN)).hasStackTraceContaining("the answer is longer than");
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                new CountDownLatch(1).await(WITHIN.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(failure(Duration.ofMillis(200))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatAnswersSomethingElseIsNoRefusal() throws Exception {
        serve(exchange -> answer(exchange, 302, new byte[0]));

        assertThat(failure(WITHIN)).isInstanceOf(IOException.class).hasMessage("it answered with status 302");
    }
}
