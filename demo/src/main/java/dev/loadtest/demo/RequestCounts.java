package dev.loadtest.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the service received, for comparison with a load generator's books: a count for each endpoint and status and, if
 * enabled, for each distinct request. Confined to one thread; bounded in size.
 */
final class RequestCounts {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final String REST = "(more)";

    private final int maxRecorded;
    private final SortedMap<String, SortedMap<String, Long>> byStatus = new TreeMap<>();
    private final Map<String, Long> recorded = new LinkedHashMap<>();

    RequestCounts(int maxRecorded) {
        this.maxRecorded = maxRecorded;
    }

    /**
     * Counts one answered request.
     *
     * @param path the endpoint's path, from a fixed set: clients must not be able to create entries
     * @param uri path and query as sent
     */
    void add(String method, String path, String uri, ReceivedBody body, int status) {
        String endpoint = (METHODS.contains(method) ? method : "(other)") + " " + path;
        byStatus.computeIfAbsent(endpoint, e -> new TreeMap<>()).merge(Integer.toString(status), 1L, Long::sum);
        if (maxRecorded > 0) {
            String fingerprint = body.fingerprint();
            String request = method + " " + uri + (fingerprint.isEmpty() ? "" : " " + fingerprint);
            boolean known = recorded.containsKey(request) || recorded.size() < maxRecorded;
            recorded.merge(known ? request : REST, 1L, Long::sum);
        }
    }

    /** Counts by "METHOD path", then by status. */
    SortedMap<String, SortedMap<String, Long>> byStatus() {
        return byStatus;
    }

    /** Counts by "METHOD path?query" and the body's fingerprint, if any; requests beyond the bound share one entry. */
    SortedMap<String, Long> recorded() {
        return new TreeMap<>(recorded);
    }

    void clear() {
        byStatus.clear();
        recorded.clear();
    }
}
