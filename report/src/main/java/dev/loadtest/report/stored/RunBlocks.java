package dev.loadtest.report.stored;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.block.BlockLimits;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.BlockState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blocks of one run, as far as they can be those of a run. A comparison draws and adds them some thousand times:
 * numbers beyond any run's would overflow, and many lists take its time and memory. Confined to one thread.
 */
final class RunBlocks {
    /** Requests of all blocks: a million a second for eleven days. */
    private static final long MAX_SENT = 1_000_000_000_000L;

    /** Response times of all blocks, in microseconds: 1,000,000 users who wait for a day. Drawn 32 times, it fits a long. */
    private static final long MAX_MICROS = 100_000_000_000_000_000L;

    /** Buckets in use of all blocks: response times within a factor of sixty in each of 2,560. */
    private static final long MAX_BUCKETS = 2_000_000;

    private static final int DIGITS = 2;

    private final List<BlockEntry> entries = new ArrayList<>();
    private final Set<Key> keys = new HashSet<>();
    private final Map<Scope, String> prints = new HashMap<>();
    private long blocks;
    private long sent;
    private long micros;
    private long buckets;

    private record Scope(String phase, String variant) {}

    private record Key(Scope scope, String request, Kind kind) {}

    /** @throws IllegalArgumentException if no run has these blocks beside those added before */
    void add(BlockEntry entry) {
        Scope scope = new Scope(entry.phase(), entry.variant());
        if (!keys.add(new Key(scope, entry.request(), entry.kind()))) {
            throw new IllegalArgumentException("blocks of one phase, variant, request and kind are listed twice");
        }
        if (!prints.computeIfAbsent(scope, any -> entry.print()).equals(entry.print())) {
            throw new IllegalArgumentException("blocks of one phase and variant have different prints");
        }
        blocks += entry.blocks().size();
        if (blocks > BlockLimits.MAX_ALL) {
            throw new IllegalArgumentException("there are more than " + BlockLimits.MAX_ALL + " blocks");
        }
        int before = -1;
        for (BlockState block : entry.blocks()) {
            check(block, before);
            before = block.index();
        }
        entries.add(entry);
    }

    private void check(BlockState block, int before) {
        if (block.index() <= before || block.index() >= BlockLimits.MAX_BLOCKS) {
            throw new IllegalArgumentException("the index of a block is not above the one before it and below "
                    + BlockLimits.MAX_BLOCKS + ": " + block.index());
        }
        long took = block.response().sumMicros();
        if (block.sent() > MAX_SENT - sent || took < 0 || took > MAX_MICROS - micros) {
            throw new IllegalArgumentException("the blocks have more requests, or response times, than any run");
        }
        sent += block.sent();
        micros += took;
        LatencyHistogram.of(block.response(), DIGITS).forEachCount((low, count) -> buckets++);
        if (buckets > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "the blocks have more than " + MAX_BUCKETS + " different response times");
        }
    }

    List<BlockEntry> entries() {
        return List.copyOf(entries);
    }
}
