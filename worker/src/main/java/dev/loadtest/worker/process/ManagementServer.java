package dev.loadtest.worker.process;

import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /readyz} and {@code /livez}, for anybody who reaches the port. On the server's loop. */
final class ManagementServer {
    private static final Executor THREADS = Thread.ofVirtual().name("management-", 0)::start;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final VertxLoop loop;
    private final BooleanSupplier warm;
    private final Supplier<List<String>> missing;
    private final Supplier<CompletionStage<String>> metrics;

    /**
     * @param loop the server's
     * @param warm whether it has warmed up; until then it is not ready, about which there is nothing to say
     * @param missing what the worker still lacks, a sentence each; may block
     * @param metrics in Prometheus' text format
     */
    ManagementServer(
            VertxLoop loop,
            BooleanSupplier warm,
            Supplier<List<String>> missing,
            Supplier<CompletionStage<String>> metrics) {
        this.loop = loop;
        this.warm = warm;
        this.missing = missing;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            answer(request, 405, PLAIN, "only GET\n");
            return;
        }
        switch (request.path()) {
            case "/livez" -> answer(request, 200, PLAIN, "ok\n");
            case "/readyz" ->
                CompletableFuture.supplyAsync(missing, THREADS)
                        .thenAccept(lacking -> loop.context().runOnContext(now -> answerReadiness(request, lacking)));
            case "/metrics" ->
                metrics.get().thenAccept(text -> later(request, 200, "text/plain; version=0.0.4; charset=utf-8", text));
            default -> answer(request, 404, PLAIN, "there is /metrics, /readyz and /livez\n");
        }
    }

    private void answerReadiness(HttpServerRequest request, List<String> lacking) {
        if (!lacking.isEmpty()) {
            answer(request, 503, PLAIN, String.join("; ", lacking) + "\n");
        } else if (warm.getAsBoolean()) {
            answer(request, 200, PLAIN, "ok\n");
        } else {
            answer(request, 503, PLAIN, "");
        }
    }

    private void later(HttpServerRequest request, int status, String type, String text) {
        loop.context().runOnContext(now -> answer(request, status, type, text));
    }

    private static void answer(HttpServerRequest request, int status, String type, String text) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .end(text);
        }
    }
}
