package dev.loadtest.engine.result.block;

import dev.loadtest.engine.result.RunResult.BlockEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The blocks of closed cases by phase and variant. Confined to one thread. */
public final class PhaseBlocks {

    private record Scope(String phase, String variant) {}

    private final Map<Scope, BlockSheet> sheets = new LinkedHashMap<>();

    /** Adds the blocks of a closed case, or of several, once. */
    public void add(String phase, String variant, BlockSheet sheet) {
        if (!sheet.isEmpty()) {
            sheets.computeIfAbsent(new Scope(phase, variant), any -> new BlockSheet())
                    .add(sheet);
        }
    }

    /**
     * The blocks of a phase in a variant, for results.
     *
     * @param print see {@link BlockEntry#print()}
     */
    public List<BlockEntry> entries(String phase, String variant, String print) {
        BlockSheet sheet = sheets.get(new Scope(phase, variant));
        List<BlockEntry> entries = new ArrayList<>();
        if (sheet != null) {
            sheet.state()
                    .lines()
                    .forEach(line -> entries.add(
                            new BlockEntry(phase, variant, line.request(), line.kind(), print, line.blocks())));
        }
        return entries;
    }
}
