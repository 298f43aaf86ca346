package dev.loadtest.engine.result.block;

import dev.loadtest.engine.result.wire.BlockState;

/**
 * Counts and response times of a part of a phase's requests of one name and kind. Merging adds integers only: any order
 * and grouping gives the same bits. A copy shares its counts with the original until either changes, because most
 * blocks of a report are over and change no more. Confined to one thread; a copy may be passed on.
 */
public final class Block {
    private static final int BYTES = 48;

    private long sent;
    private long failures;
    private BlockCounts counts;
    private boolean shared;

    Block() {
        this(new BlockCounts());
    }

    private Block(BlockCounts counts) {
        this.counts = counts;
    }

    /** A request was sent. */
    public void sent() {
        sent++;
    }

    /** A request ended without a response time, and not as expected. */
    public void failed() {
        failures++;
    }

    /** A request got a complete response, or was given up at its timeout. */
    public void ended(boolean failure, long responseNanos) {
        if (failure) {
            failures++;
        }
        own().recordNanos(responseNanos);
    }

    void add(Block other) {
        sent += other.sent;
        failures += other.failures;
        own().add(other.counts);
    }

    private BlockCounts own() {
        if (shared) {
            counts = counts.copy();
            shared = false;
        }
        return counts;
    }

    Block copy() {
        Block copy = new Block(counts);
        copy.sent = sent;
        copy.failures = failures;
        copy.shared = true;
        shared = true;
        return copy;
    }

    BlockState state(int index) {
        return new BlockState(index, sent, failures, counts.state());
    }

    static Block of(BlockState state) {
        Block block = new Block(BlockCounts.of(state.response()));
        block.sent = state.sent();
        block.failures = state.failures();
        return block;
    }

    int footprintBytes() {
        return BYTES + counts.footprintBytes();
    }
}
