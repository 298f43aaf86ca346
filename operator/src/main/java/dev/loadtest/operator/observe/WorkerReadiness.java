package dev.loadtest.operator.observe;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Why running workers are not ready, in their own words: the kubelet does not publish a probe's answer. Asks
 * asynchronously; a caller gets the answer to the previous question. Any thread; no method blocks.
 */
public final class WorkerReadiness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int LONGEST = 1_000;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ConcurrentMap<String, Word> words = new ConcurrentHashMap<>();
    private final int port;

    /** @param port of the workers' metrics and readiness */
    public WorkerReadiness(int port) {
        this.port = port;
    }

    /** @param text empty if it is ready or did not answer */
    private record Word(Instant asked, String text) {}

    /** The last answer of the worker at an address; asks again. Empty if there is nothing to report. */
    Optional<String> lastWord(String ip, Instant now) {
        words.values().removeIf(word -> word.asked().plus(KEPT).isBefore(now));
        Word before = words.get(ip);
        if (before == null || before.asked().plus(PATIENCE).isBefore(now)) {
            String known = before == null ? "" : before.text();
            words.put(ip, new Word(now, known));
            ask(ip, now);
        }
        return before == null || before.text().isEmpty() ? Optional.empty() : Optional.of(before.text());
    }

    private void ask(String ip, Instant now) {
        String host = ip.contains(":") ? "[" + ip + "]" : ip;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/readyz"))
                .timeout(PATIENCE)
                .build();
        Thread.ofVirtual().name("readiness").start(() -> words.put(ip, new Word(now, answer(request))));
    }

    /** Reads no more than is shown: the image may be foreign. */
    private String answer(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
                return answer.statusCode() == UNAVAILABLE ? text.strip() : "";
            }
        } catch (IOException silent) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
