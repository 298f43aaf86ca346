package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.report.ResultsJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code results.json} as far as a summary or a comparison shows it: without pauses, the variants of phases, timeline,
 * histograms, samples and course over time, which are empty, and without the answers of exemplars. Texts are as they were
 * written, and may hold any character.
 */
public final class ResultsReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ResultsReader() {}

    /**
     * Reads to the end of the stream; the caller bounds its length.
     *
     * @throws IOException if it is not JSON, or no results of this version
     */
    public static RunResult read(InputStream in) throws IOException {
        JsonNode root = JSON.readTree(in);
        if (!root.path("schema").asText().equals(ResultsJson.SCHEMA)) {
            throw new IOException("the results are not of the form " + ResultsJson.SCHEMA);
        }
        try {
            return run(root);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("the results cannot be read: " + e.getMessage(), e);
        }
    }

    private static RunResult run(JsonNode root) {
        return new RunResult(
                new Execution(
                        root.path("name").asText(),
                        root.path("seed").asLong(),
                        Instant.parse(root.path("startTime").asText()),
                        Instant.parse(root.path("completionTime").asText()),
                        root.path("workers").asInt(),
                        root.path("workersLost").asInt(),
                        root.path("insecureSkipVerify").asBoolean(),
                        List.of()),
                new Judgement(
                        labelled(
                                Verdict.values(),
                                Verdict::label,
                                root.path("verdict").asText()),
                        root.path("message").asText(),
                        each(root.path("thresholds"), ResultsReader::threshold),
                        BaselineReader.of(root.path("baseline"))),
                Measurements.of(
                                BooksReader.ofRun(root.path("totals")),
                                root.path("rps").asDouble(),
                                each(root.path("phases"), ResultsReader::phase),
                                each(root.path("cases"), ResultsReader::item))
                        .withBlocks(each(root.path("blocks"), BlocksReader::entry)),
                SingleRequests.of(each(root.path("exemplars"), ExemplarsReader::list)),
                each(root.path("notes"), JsonNode::asText));
    }

    private static PhaseResult phase(JsonNode node) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            int count = node.path("outcomes").path(outcome.name()).asInt();
            if (count > 0) {
                outcomes.put(outcome, count);
            }
        }
        return new PhaseResult(
                node.path("name").asText(),
                node.path("group").asText(),
                outcomes,
                BooksReader.ofPhase(node),
                node.path("rps").asDouble(),
                node.path("worstStartSkewMicros").asLong(),
                node.path("invalid").asText(),
                List.of());
    }

    private static CaseResult item(JsonNode node) {
        String start = text(node.path("startTime"));
        return new CaseResult(
                node.path("id").asText(),
                node.path("phase").asText(),
                node.path("variant").asText(),
                node.path("item").asText(),
                labelled(Outcome.values(), Outcome::name, node.path("outcome").asText()),
                node.path("reason").asText(),
                start == null ? null : Instant.parse(start),
                node.path("seconds").asDouble(),
                node.path("gapMicros").asLong(),
                node.path("startSkewMicros").asLong(),
                BooksReader.totals(node),
                Map.of());
    }

    private static ThresholdResult threshold(JsonNode node) {
        return new ThresholdResult(
                Threshold.parse(node.path("expr").asText(), node.path("abort").asBoolean()),
                text(node.path("phase")),
                text(node.path("variant")),
                node.path("value").isNumber() ? node.path("value").asDouble() : null,
                labelled(
                        ThresholdResult.Result.values(),
                        ThresholdResult.Result::label,
                        node.path("result").asText()),
                node.path("reason").asText());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        list.forEach(node -> items.add(read.apply(node)));
        return items;
    }

    static <T> T labelled(T[] values, Function<T, String> label, String wanted) {
        return Stream.of(values)
                .filter(value -> label.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no \"" + wanted + "\""));
    }
}
