package dev.loadtest.control.remote;

import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Refusal;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.control.seal.ControlSession;
import dev.loadtest.control.seal.SealedHeader;
import dev.loadtest.control.seal.WorkerKey;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker's control API over HTTP/1.1. Each exchange runs on a virtual thread: every barrier waits for a few of them,
 * and an asynchronous client passes each between threads several times. Any thread.
 */
final class HttpChannel implements ControlChannel {
    private static final Executor THREADS = Thread.ofVirtual().name("control-", 0)::start;
    private static final byte[] NOTHING = {};
    private static final int MAX_REFUSAL_BYTES = 64 << 10;

    private final WorkerEndpoint endpoint;
    private @Nullable ControlSession session;

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
                CompletableFuture.supplyAsync(() -> read(exchange, method, path, body.get(), answer), THREADS);
        // The connection's own timeout applies to single reads, and a body may arrive slowly.
        return answered.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).whenComplete((value, failure) -> {
            if (failure != null) {
                exchange.abort();
            }
        });
    }

    private <T> T read(Exchange exchange, String method, String path, byte[] body, Class<T> answer) {
        try {
            ControlSession sealing = session(exchange.within());
            SealedHeader sealed = sealing.seal(method, path, body);
            try (Exchange.Response response = exchange.send(sealed.text(), body)) {
                boolean theirs = sealing.isAnswer(
                        sealed,
                        response.status(),
                        response.body(),
                        response.seal().orElse(null));
                return read(response, theirs, answer);
            }
        } catch (BadMessageException | IOException e) {
            throw new CompletionException(e);
        }
    }

    private <T> T read(Exchange.Response response, boolean theirs, Class<T> answer)
            throws IOException, BadMessageException {
        if (response.status() == 200) {
            if (!theirs) {
                throw new BadMessageException("it came from another process");
            }
            endpoint.answers().keep(this, response.body().length);
            return ControlJson.read(response.body(), answer, ControlPaths.MAX_ANSWER_BYTES);
        }
        if (response.status() >= 400
                && response.body().length > 0
                && (theirs || response.status() == Reason.UNAUTHORIZED.status())) {
            throw ControlJson.read(response.body(), Refusal.class, MAX_REFUSAL_BYTES)
                    .exception();
        }
        throw new IOException("it answered with status " + response.status());
    }

    /** One session for all messages; the first asks for the worker's public key. */
    private synchronized ControlSession session(Duration within) throws IOException, BadMessageException {
        ControlSession before = session;
        if (before != null) {
            return before;
        }
        Exchange exchange = new Exchange(endpoint, "GET", ControlPaths.KEY, within);
        try (Exchange.Response response = exchange.send("", NOTHING)) {
            if (response.status() != 200) {
                throw new IOException("it answered with status " + response.status());
            }
            ControlSession opened =
                    endpoint.key().open(ControlJson.read(response.body(), WorkerKey.class, MAX_REFUSAL_BYTES));
            session = opened;
            return opened;
        }
    }

    /** Releases the answers' budget: the worker's data is merged. */
    @Override
    public void close() {
        endpoint.answers().forget(this);
    }
}
