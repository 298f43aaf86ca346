package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockRow;
import dev.loadtest.engine.result.block.BlockSheet;
import org.jspecify.annotations.Nullable;

/**
 * Files the scored requests of one share in blocks, see {@link dev.loadtest.engine.result.block.BlockRange}. An outcome costs
 * two look-ups by index. Confined to the loop.
 */
final class ShareBlocks {
    private static final Kind[] KINDS = Kind.values();

    private final Slots slots;
    private final BlockSheet sheet = new BlockSheet();
    /** By slot and kind; null before the first use. */
    private final @Nullable BlockRow[] rows;

    ShareBlocks(Slots slots) {
        this.slots = slots;
        this.rows = new @Nullable BlockRow[slots.requests.length * KINDS.length];
    }

    void sent(Flight flight, Kind kind) {
        if (isFiled(flight, kind)) {
            block(flight, kind).sent();
        }
    }

    /** A request got a complete response, or was given up at its timeout. */
    void ended(Flight flight, Kind kind, boolean failure) {
        if (isFiled(flight, kind)) {
            block(flight, kind).ended(failure, flight.endedNanos - flight.plannedNanos);
        }
    }

    /** A request failed without a response time. */
    void failed(Flight flight, Kind kind) {
        if (isFiled(flight, kind)) {
            block(flight, kind).failed();
        }
    }

    private static boolean isFiled(Flight flight, Kind kind) {
        return flight.block >= 0 && kind != Kind.UNSCORED;
    }

    private Block block(Flight flight, Kind kind) {
        int at = flight.slot * KINDS.length + kind.ordinal();
        BlockRow row = rows[at];
        if (row == null) {
            row = sheet.row(slots.requests[flight.slot].template.name(), kind);
            rows[at] = row;
        }
        return row.at(flight.block);
    }

    /** Adds the requests of a try that decides. */
    void add(ShareBlocks tried) {
        sheet.add(tried.sheet);
    }

    /** A copy, which costs little for blocks that do not change any more. */
    BlockSheet copy() {
        return sheet.copy();
    }
}
