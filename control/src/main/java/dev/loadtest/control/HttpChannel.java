package dev.loadtest.control;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A worker's control API over HTTP/1.1. Messages are written and read on threads of their own: some have megabytes. */
final class HttpChannel implements ControlChannel {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Executor THREADS = Thread.ofVirtual().name("control-", 0)::start;

    private final HttpClient client;
    private final WorkerEndpoint endpoint;

    HttpChannel(HttpClient client, WorkerEndpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    /** A client that may serve any number of workers; proxies of the environment are not for them. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .executor(THREADS)
                .build();
    }

    @Override
    public <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within) {
        return CompletableFuture.supplyAsync(() -> ControlJson.write(message), THREADS)
                .thenCompose(bytes -> exchange("POST", path, BodyPublishers.ofByteArray(bytes), answer, within));
    }

    <T> CompletionStage<T> get(String path, Class<T> answer, Duration within) {
        return exchange("GET", path, BodyPublishers.noBody(), answer, within);
    }

    <T> CompletionStage<T> put(String path, byte[] content, Class<T> answer, Duration within) {
        return exchange("PUT", path, BodyPublishers.ofByteArray(content), answer, within);
    }

    private <T> CompletionStage<T> exchange(
            String method, String path, BodyPublisher body, Class<T> answer, Duration within) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri(path))
                .header("Authorization", TokenCheck.SCHEME + endpoint.token())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, info -> new BoundedBody(ControlPaths.MAX_ANSWER_BYTES));
        // The client's own timeout ends with the response's head; a body that stalls must not hold us either.
        CompletableFuture<HttpResponse<byte[]>> timed = sent.copy().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
        timed.whenComplete((response, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
        return timed.thenApply(response -> read(response, answer));
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> answer) {
        try {
            if (response.statusCode() == 200) {
                return ControlJson.read(response.body(), answer, ControlPaths.MAX_ANSWER_BYTES);
            }
            if (response.statusCode() >= 400 && response.body().length > 0) {
                throw ControlJson.read(response.body(), Refusal.class, ControlPaths.MAX_ANSWER_BYTES)
                        .exception();
            }
            throw new CompletionException(new IOException("it answered with status " + response.statusCode()));
        } catch (BadMessageException e) {
            throw new CompletionException(e);
        }
    }
}
