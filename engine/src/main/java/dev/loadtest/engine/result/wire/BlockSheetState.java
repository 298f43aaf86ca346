package dev.loadtest.engine.result.wire;

import dev.loadtest.engine.plan.Kind;
import java.util.List;

/** The blocks of a case, or of several cases of one phase and variant. */
public record BlockSheetState(List<Line> lines) {
    public BlockSheetState {
        lines = List.copyOf(lines);
    }

    /** The blocks of one request and kind that are not empty. */
    public record Line(String request, Kind kind, List<BlockState> blocks) {
        public Line {
            blocks = List.copyOf(blocks);
        }
    }
}
