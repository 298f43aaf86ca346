package dev.loadtest.control;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A worker's control API over HTTP/1.1. Each exchange has a virtual thread of its own on which the message is written, sent,
 * waited for and read: every barrier waits for a few of them, and an asynchronous client hands each from thread to thread
 * several times. Any thread.
 */
final class HttpChannel implements ControlChannel {
    private static final Executor THREADS = Thread.ofVirtual().name("control-", 0)::start;
    private static final byte[] NOTHING = {};

    private final WorkerEndpoint endpoint;

    HttpChannel(WorkerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within) {
        return exchange("POST", path, () -> ControlJson.write(message), answer, within);
    }

    <T> CompletionStage<T> get(String path, Class<T> answer, Duration within) {
        return exchange("GET", path, () -> NOTHING, answer, within);
    }

    <T> CompletionStage<T> put(String path, byte[] content, Class<T> answer, Duration within) {
        return exchange("PUT", path, () -> content, answer, within);
    }

    private <T> CompletionStage<T> exchange(
            String method, String path, Supplier<byte[]> body, Class<T> answer, Duration within) {
        Exchange exchange = new Exchange(endpoint, method, path, within);
        CompletableFuture<T> answered =
                CompletableFuture.supplyAsync(() -> read(exchange, body.get(), answer), THREADS);
        // A connection's own timeout is that of one read, and a body may come in drops.
        return answered.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).whenComplete((value, failure) -> {
            if (failure != null) {
                exchange.abort();
            }
        });
    }

    private static <T> T read(Exchange exchange, byte[] body, Class<T> answer) {
        try {
            Exchange.Response response = exchange.send(body);
            if (response.status() == 200) {
                return ControlJson.read(response.body(), answer, ControlPaths.MAX_ANSWER_BYTES);
            }
            if (response.status() >= 400 && response.body().length > 0) {
                throw ControlJson.read(response.body(), Refusal.class, ControlPaths.MAX_ANSWER_BYTES)
                        .exception();
            }
            throw new IOException("it answered with status " + response.status());
        } catch (BadMessageException | IOException e) {
            throw new CompletionException(e);
        }
    }
}
