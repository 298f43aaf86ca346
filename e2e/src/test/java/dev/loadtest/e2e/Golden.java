package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Normalizes output: parts that differ between runs become a star. */
final class Golden {
    private static final Set<String> MEASURED_COLUMNS = Set.of("P99", "AGE", "RPS");
    private static final Set<String> MEASURED_FIELDS = Set.of(
            "startTime",
            "completionTime",
            "lastTransitionTime",
            "p50Micros",
            "p90Micros",
            "p99Micros",
            "maxMicros",
            "p99",
            "value",
            "rps",
            "startSkewMicros",
            "worstStartSkewMicros",
            "results",
            "jobUid",
            "planSha256");

    private Golden() {}

    /** Compares a text with a file; writes the file if the system property {@code loadtest.regenerate} is set. */
    static void check(String file, String text) {
        if (Boolean.getBoolean("loadtest.regenerate")) {
            try {
                Files.writeString(Kubernetes.file(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(text).as("differs from %s", file).isEqualTo(Scenario.read(file));
    }

    /** A table of kubectl, with two spaces between cells. */
    static String table(String printed) {
        List<String> lines = printed.lines().toList();
        List<String> header = Arrays.asList(lines.getFirst().split(" +"));
        StringBuilder table = new StringBuilder();
        for (String line : lines) {
            table.append(row(line, header, starts(lines.getFirst(), header))).append('\n');
        }
        return table.toString();
    }

    private static List<Integer> starts(String header, List<String> names) {
        List<Integer> starts = new ArrayList<>();
        for (String name : names) {
            starts.add(header.indexOf(name, starts.isEmpty() ? 0 : starts.getLast() + 1));
        }
        return starts;
    }

    private static String row(String line, List<String> header, List<Integer> starts) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? Math.min(starts.get(i + 1), line.length()) : line.length();
            String cell = starts.get(i) < line.length()
                    ? line.substring(starts.get(i), end).strip()
                    : "";
            boolean measured = MEASURED_COLUMNS.contains(header.get(i)) && !cell.equals(header.get(i));
            cells.add(measured && !cell.equals("-") ? "*" : cell);
        }
        return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
    }

    /** The status of an object printed as JSON, as YAML. */
    static String status(String json) {
        try {
            JsonNode status = new ObjectMapper().readTree(json).path("status");
            return Serialization.asYaml(starred(status));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode starred(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    field.setValue(
                            MEASURED_FIELDS.contains(field.getKey())
                                            && field.getValue().isValueNode()
                                    ? TextNode.valueOf("*")
                                    : starred(field.getValue()));
                }
            }
            case ArrayNode array -> array.forEach(Golden::starred);
            default -> {}
        }
        return node;
    }
}
