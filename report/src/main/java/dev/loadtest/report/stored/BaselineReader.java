package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the comparison with a baseline from {@code results.json}. */
final class BaselineReader {
    private BaselineReader() {}

    /** Null for a run without one. */
    static @Nullable BaselineResult of(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        List<BaselineResult.Limit> limits = new ArrayList<>();
        node.path("limits").forEach(limit -> limits.add(limit(limit)));
        List<String> refusals = new ArrayList<>();
        node.path("refusals").forEach(refusal -> refusals.add(refusal.asText()));
        return new BaselineResult(
                node.path("source").asText(),
                node.path("name").asText(),
                node.path("confidence").asDouble(),
                refusals,
                limits);
    }

    private static BaselineResult.Limit limit(JsonNode node) {
        return new BaselineResult.Limit(
                node.path("expr").asText(),
                node.path("result").asText(),
                node.path("passed").asBoolean(),
                node.has("unit") ? change(node) : null,
                node.path("reason").asText());
    }

    private static BaselineResult.Change change(JsonNode node) {
        return new BaselineResult.Change(
                node.path("base").asDouble(),
                node.path("now").asDouble(),
                node.path("difference").asDouble(),
                node.path("low").asDouble(),
                node.path("high").asDouble(),
                node.path("unit").asText());
    }
}
