package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The demo service of a scenario, with its own counts, read through the API server.
 *
 * @param service in the form of the API server's proxy: NAME:PORT, after {@code https:} with TLS
 */
record PlotService(String namespace, String service) {
    /** The endpoint of each request of the plot example. */
    static final Map<String, String> ENDPOINTS = Map.of(
            "health", "GET /health",
            "process", "POST /process_unified",
            "process-forced", "POST /process_unified",
            "process-cached", "POST /process_unified",
            "draw-valid", "GET /draw_plot",
            "draw-invalid", "GET /draw_plot",
            "draw-html", "GET /draw_plot",
            "draw-svg", "GET /draw_plot");

    /** Counts of its answers, by "METHOD path" and status. */
    SortedMap<String, SortedMap<String, Long>> counts() {
        return read("/admin/counts", new TypeReference<>() {});
    }

    /** Counts of distinct requests, bodies by hash. */
    SortedMap<String, Long> requests() {
        return read("/admin/requests", new TypeReference<>() {});
    }

    /** Number of its answers. */
    long answered() {
        return counts().values().stream()
                .flatMap(statuses -> statuses.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until its count has been constant for so many seconds. */
    void staysIdle(long seconds) {
        long[] before = {answered()};
        Kubernetes.steady(seconds, () -> before[0] == (before[0] = answered()));
    }

    /**
     * Fails if requests arrive later than so many seconds from now.
     *
     * @return number of answers by then
     */
    long isIdleWithin(long seconds) {
        AtomicLong then = new AtomicLong();
        Kubernetes.within(seconds + 1).pollDelay(seconds, TimeUnit.SECONDS).until(() -> {
            then.set(answered());
            return true;
        });
        Kubernetes.steady(3, () -> {
            assertThat(answered()).as("requests later than that").isEqualTo(then.get());
            return true;
        });
        return then.get();
    }

    private <T> T read(String path, TypeReference<T> type) {
        String uri = "/api/v1/namespaces/" + namespace + "/services/" + service + "/proxy" + path;
        try {
            return new ObjectMapper()
                    .readValue(Objects.requireNonNull(Kubernetes.client().raw(uri), uri), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
