package dev.loadtest.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.ClockReading;
import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Refusal;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.control.seal.OperatorCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel over real sockets, against valid and invalid servers. */
class RemoteWorkerIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private static final int LONGEST = 1 << 20;

    private final List<Boolean> admitted = new ArrayList<>();
    private final ControlKey key = new ControlKey(new byte[32]);
    private final OperatorCheck operator = new OperatorCheck(key.publicKey());
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
                new WorkerEndpoint("run", 0, "127.0.0.1", server.getAddress().getPort(), key, 1, budget()));
        server.createContext(ControlPaths.KEY, exchange -> {
            try (exchange) {
                answer(exchange, 200, ControlJson.write(operator.key()));
            }
        });
    }

    private static AnswerBudget budget() {
        return new AnswerBudget(8 * LONGEST);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(Behaviour behaviour) {
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try (exchange) {
                Optional<OperatorCheck.Admitted> request = operator.admit(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath());
                admitted.add(request.filter(it -> it.isBody(body)).isPresent());
                exchange.setAttribute("request", request.orElseThrow());
                behaviour.answer(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Answers like the addressed worker. */
    private static void sealed(HttpExchange exchange, int status, byte[] body) throws IOException {
        OperatorCheck.Admitted request = (OperatorCheck.Admitted) exchange.getAttribute("request");
        exchange.getResponseHeaders().set(ControlPaths.ANSWER_SEAL, request.answer(status, body));
        answer(exchange, status, body);
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
    void sealedRoundTrip() throws Exception {
        serve(exchange -> sealed(exchange, 200, ControlJson.write(new ClockReading(42))));

        CompletionStage<ClockReading> asked =
                channel.call(ControlPaths.CLOCK, new Caller("run", 1, "i"), ClockReading.class, WITHIN);

        assertThat(asked.toCompletableFuture()
                        .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
                        .nanos())
                .isEqualTo(42);
        assertThat(admitted).containsExactly(true);
    }

    @Test
    void refusal() throws Exception {
        RefusedException refused = new RefusedException(RefusedException.Reason.SUPERSEDED, "superseded by epoch 3");
        serve(exchange -> sealed(exchange, refused.reason().status(), ControlJson.write(Refusal.of(refused))));

        assertThat(failure(WITHIN)).isInstanceOfSatisfying(RefusedException.class, told -> assertThat(told.reason())
                .isEqualTo(RefusedException.Reason.SUPERSEDED));
    }

    /** Announces 64 MiB; the server can write no more than network buffers hold. */
    @Test
    void longAnswerIsCutOff() throws Exception {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[1 << 20];
            try {
                for (; written.get() < 64; written.incrementAndGet()) {
                    exchange.getResponseBody().write(some);
                }
            } finally {
                over.countDown();
            }
        });

        assertThat(failure(WITHIN)).hasStackTraceContaining("it is longer than the " + LONGEST + " bytes");
        assertThat(over.await(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(written.get()).isLessThan(64);
    }

    @Test
    void declaredLongAnswerIsNotRead() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, LONGEST + 1);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });

        assertThat(failure(WITHIN)).hasStackTraceContaining("it has " + (LONGEST + 1) + " bytes");
    }

    /** For example a process that reuses a former pod's address. */
    @Test
    void answerOfOtherProcess() throws Exception {
        byte[] body = ControlJson.write(new ClockReading(42));
        serve(exchange -> answer(exchange, 200, body));

        assertThat(failure(WITHIN)).hasStackTraceContaining("it came from another process");
    }

    @Test
    void answerToOtherRequest() throws Exception {
        AtomicReference<String> first = new AtomicReference<>("");
        byte[] body = ControlJson.write(new ClockReading(42));
        serve(exchange -> {
            OperatorCheck.Admitted request = (OperatorCheck.Admitted) exchange.getAttribute("request");
            first.compareAndSet("", request.answer(200, body));
            exchange.getResponseHeaders().set(ControlPaths.ANSWER_SEAL, first.get());
            answer(exchange, 200, body);
        });

        channel.call(ControlPaths.CLOCK, new Caller("run", 1, "i"), ClockReading.class, WITHIN)
                .toCompletableFuture()
                .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        assertThat(failure(WITHIN)).hasStackTraceContaining("another process");
    }

    @Test
    void unsealedRefusal() throws Exception {
        RefusedException refused = new RefusedException(RefusedException.Reason.SUPERSEDED, "superseded by epoch 3");
        serve(exchange -> answer(exchange, refused.reason().status(), ControlJson.write(Refusal.of(refused))));

        assertThat(failure(WITHIN)).isInstanceOf(IOException.class).hasMessage("it answered with status 409");
    }

    @Test
    void stalledBodyTimesOut() throws Exception {
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
    void unexpectedAnswer() throws Exception {
        serve(exchange -> answer(exchange, 302, new byte[0]));

        assertThat(failure(WITHIN)).isInstanceOf(IOException.class).hasMessage("it answered with status 302");
    }
}
