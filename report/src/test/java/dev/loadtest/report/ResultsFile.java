package dev.loadtest.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Reads a {@code results.json}. */
public final class ResultsFile {
    private static final List<String> KINDS = List.of("tracked", "fireAndForget", "unscored");

    private final JsonNode json;

    private ResultsFile(JsonNode json) {
        this.json = json;
    }

    public static ResultsFile in(Path folder) throws IOException {
        return of(Files.readAllBytes(folder.resolve("results.json")));
    }

    public static ResultsFile of(byte[] content) throws IOException {
        return new ResultsFile(new ObjectMapper().readTree(content));
    }

    /** The whole document. */
    public JsonNode json() {
        return json;
    }

    public String text(String field) {
        return json.path(field).asText();
    }

    public int cases() {
        return json.path("cases").size();
    }

    public int thresholds() {
        return json.path("thresholds").size();
    }

    /** The outcome of each case, by its id. */
    public Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        json.path("cases")
                .forEach(item -> outcomes.put(
                        item.path("id").asText(), item.path("outcome").asText()));
        return outcomes;
    }

    /** A counter, summed over all kinds. */
    public long total(String count) {
        return KINDS.stream()
                .mapToLong(kind -> json.path("totals").path(kind).path(count).asLong())
                .sum();
    }

    /** Whether both equations of the books hold in the totals and in each phase, case and request. */
    public boolean booksClose() {
        return close(json.path("totals"))
                && elements(json.path("phases")).stream().allMatch(ResultsFile::close)
                && elements(json.path("cases")).stream().allMatch(ResultsFile::close);
    }

    private static boolean close(JsonNode totals) {
        boolean kinds = KINDS.stream().map(totals::path).allMatch(ResultsFile::kindCloses);
        return kinds && elements(totals.path("requests")).stream().allMatch(ResultsFile::close);
    }

    private static boolean kindCloses(JsonNode kind) {
        long sent = kind.path("sent").asLong();
        long ended = LongStream.of(
                        kind.path("succeeded").asLong(),
                        kind.path("unexpected").asLong(),
                        sum(kind.path("errors")),
                        kind.path("timeouts").asLong(),
                        kind.path("unresolved").asLong())
                .sum();
        return kind.path("planned").asLong() == sent + sum(kind.path("notSent")) && sent == ended;
    }

    /** Complete responses by endpoint and status, over all kinds. */
    public Map<String, SortedMap<String, Long>> statuses(Map<String, String> endpoints) {
        Map<String, SortedMap<String, Long>> found = new TreeMap<>();
        json.path("totals").path("requests").properties().forEach(request -> {
            String endpoint = endpoints.getOrDefault(request.getKey(), "(no endpoint of " + request.getKey() + ")");
            for (String kind : KINDS) {
                request.getValue().path(kind).path("status").properties().forEach(status -> found.computeIfAbsent(
                                endpoint, e -> new TreeMap<>())
                        .merge(status.getKey(), status.getValue().asLong(), Long::sum));
            }
        });
        return found;
    }

    private static long sum(JsonNode counts) {
        return elements(counts).stream().mapToLong(JsonNode::asLong).sum();
    }

    private static List<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }
}
