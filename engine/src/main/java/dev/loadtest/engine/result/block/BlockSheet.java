package dev.loadtest.engine.result.block;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.wire.BlockSheetState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one case on one worker, or of several merged, by request and kind. Confined to one thread; a copy may
 * be passed on.
 */
public final class BlockSheet {
    private static final Kind[] KINDS = Kind.values();

    /** By name, then by the kind's ordinal. */
    private final Map<String, @Nullable BlockRow[]> rows = new HashMap<>();

    /** The blocks of a request and kind, created if absent. */
    public BlockRow row(String request, Kind kind) {
        @Nullable BlockRow[] kinds = rows.computeIfAbsent(request, any -> new @Nullable BlockRow[KINDS.length]);
        BlockRow row = kinds[kind.ordinal()];
        if (row == null) {
            row = new BlockRow();
            kinds[kind.ordinal()] = row;
        }
        return row;
    }

    /** Names of requests with blocks; a view. */
    public Set<String> requests() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void add(BlockSheet other) {
        other.each((request, kind, row) -> row(request, kind).add(row));
    }

    public BlockSheet copy() {
        BlockSheet copy = new BlockSheet();
        rows.forEach((request, kinds) -> {
            @Nullable BlockRow[] copies = new @Nullable BlockRow[KINDS.length];
            for (int i = 0; i < copies.length; i++) {
                BlockRow row = kinds[i];
                copies[i] = row == null ? null : row.copy();
            }
            copy.rows.put(request, copies);
        });
        return copy;
    }

    /** The complete state in a fixed order, for another process. */
    public BlockSheetState state() {
        List<BlockSheetState.Line> lines = new ArrayList<>();
        each((request, kind, row) -> lines.add(new BlockSheetState.Line(request, kind, row.states())));
        return new BlockSheetState(lines);
    }

    /** @throws IllegalArgumentException if a line occurs twice, or contains blocks that cannot be decoded */
    public static BlockSheet of(BlockSheetState state) {
        BlockSheet sheet = new BlockSheet();
        for (BlockSheetState.Line line : state.lines()) {
            @Nullable
            BlockRow[] kinds = sheet.rows.computeIfAbsent(line.request(), any -> new @Nullable BlockRow[KINDS.length]);
            int kind = line.kind().ordinal();
            if (kinds[kind] != null) {
                throw new IllegalArgumentException("two lines of blocks for " + line.request() + " " + line.kind());
            }
            kinds[kind] = BlockRow.of(line.blocks());
        }
        return sheet;
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        int[] bytes = {0};
        each((request, kind, row) -> bytes[0] += row.footprintBytes());
        return bytes[0] + 128 * rows.size();
    }

    private interface Visitor {
        void visit(String request, Kind kind, BlockRow row);
    }

    /** Visits the rows in order of name and kind. */
    private void each(Visitor visitor) {
        new TreeMap<>(rows).forEach((request, kinds) -> {
            for (Kind kind : KINDS) {
                BlockRow row = kinds[kind.ordinal()];
                if (row != null) {
                    visitor.visit(request, kind, row);
                }
            }
        });
    }
}
