package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.latency.LatencyHistogram;
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
        for (String column : List.of("sent", "failures", "sumMicros", "histograms")) {
            if (node.path(column).size() != indexes.size()) {
                throw new IllegalArgumentException("blocks have " + indexes.size() + " numbers in index, and "
                        + node.path(column).size() + " in " + column);
            }
        }
        for (int i = 0; i < indexes.size(); i++) {
            blocks.add(block(node, i));
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

    private static BlockState block(JsonNode node, int i) {
        long sent = whole(node.path("sent").path(i));
        long failures = whole(node.path("failures").path(i));
        String encoded = node.path("histograms").path(i).asText();
        LatencyHistogram times = encoded.isEmpty() ? new LatencyHistogram(DIGITS) : LatencyHistogram.decode(encoded);
        if (failures > sent || times.count() > sent) {
            throw new IllegalArgumentException("a block of " + sent + " requests has " + failures + " failures and "
                    + times.count() + " response times");
        }
        HistogramState state = new HistogramState(
                times.state().encoded(), whole(node.path("sumMicros").path(i)), times.maxMicros(), 0);
        // Checks the number of digits.
        LatencyHistogram.of(state, DIGITS);
        return new BlockState(
                (int) Math.min(Integer.MAX_VALUE, whole(node.path("index").path(i))), sent, failures, state);
    }

    /** A number that a count can be: what JSON calls a number may be 1e99, or 0.5. */
    private static long whole(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new IllegalArgumentException("a number of a block is no count");
        }
        return node.longValue();
    }
}
