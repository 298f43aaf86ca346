package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.LatencyHistogram;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.wire.BlockState;
import dev.loadtest.engine.result.wire.HistogramState;
import java.util.ArrayList;
import java.util.List;

/** Blocks of {@code results.json}; largest response times have the resolution of their buckets. */
final class BlocksReader {
    private static final int DIGITS = 2;

    private BlocksReader() {}

    /** @throws IllegalArgumentException if its blocks cannot be decoded */
    static BlockEntry entry(JsonNode node) {
        List<BlockState> blocks = new ArrayList<>();
        JsonNode indexes = node.path("index");
        for (int i = 0; i < indexes.size(); i++) {
            blocks.add(new BlockState(
                    indexes.path(i).asInt(-1),
                    node.path("sent").path(i).asLong(-1),
                    node.path("failures").path(i).asLong(-1),
                    response(node, i)));
        }
        return new BlockEntry(
                node.path("phase").asText(),
                node.path("variant").asText(),
                node.path("request").asText(),
                ResultsReader.labelled(
                        Kind.values(), Kind::label, node.path("kind").asText()),
                node.path("print").asText(),
                blocks);
    }

    private static HistogramState response(JsonNode node, int i) {
        String encoded = node.path("histograms").path(i).asText();
        long max = encoded.isEmpty() ? 0 : LatencyHistogram.decode(encoded).maxMicros();
        HistogramState state =
                new HistogramState(encoded, node.path("sumMicros").path(i).asLong(), max, 0);
        // Checks the number of digits.
        LatencyHistogram.of(state, DIGITS);
        return state;
    }
}
