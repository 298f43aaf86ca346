package dev.loadtest.cli.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.engine.result.compare.Difference;
import dev.loadtest.report.compare.CompareOutcome;
import java.io.IOException;
import java.util.Locale;

/** A comparison as JSON. Latencies are in microseconds. */
final class CompareJson {
    private static final String SCHEMA = "loadtest.dev/compare/v1";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CompareJson() {}

    static String of(Comparison comparison) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("outcome", CompareOutcome.of(comparison).label());
        root.put("confidence", comparison.confidence());
        run(root.putObject("base"), comparison.base());
        run(root.putObject("new"), comparison.now());
        ArrayNode refusals = root.putArray("notCompared");
        comparison.refusals().forEach(refusals::add);
        ArrayNode rows = root.putArray("requests");
        comparison.rows().forEach(row -> {
            ObjectNode node = rows.addObject();
            node.put("phase", row.phase());
            node.put("variant", row.variant());
            node.put("request", row.request());
            node.put("kind", row.kind().label());
            ObjectNode metrics = node.putObject("metrics");
            row.values().forEach(value -> difference(metrics.putObject(value.metric()), value.difference()));
        });
        ArrayNode limits = root.putArray("limits");
        comparison.limits().forEach(limit -> {
            ObjectNode node = limits.addObject();
            node.put("expr", limit.limit().expr());
            node.put("outcome", limit.outcome().label());
            node.put("reason", limit.reason());
            Difference difference = limit.difference();
            if (difference == null) {
                node.putNull("difference");
            } else {
                difference(node.putObject("difference"), difference);
            }
        });
        return JSON.writeValueAsString(root);
    }

    private static void run(ObjectNode node, ComparedRun run) {
        node.put("name", run.name());
        node.put("seed", run.seed());
        node.put("verdict", run.verdict().label());
    }

    private static void difference(ObjectNode node, Difference it) {
        node.put("base", it.base());
        node.put("new", it.now());
        node.put("difference", it.value());
        node.put("low", it.low());
        node.put("high", it.high());
        node.put("unit", it.unit().name().toLowerCase(Locale.ROOT));
        node.put("baseRequests", it.baseRequests());
        node.put("newRequests", it.nowRequests());
        node.put("blocks", it.blocks());
    }
}
