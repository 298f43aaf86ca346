package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.PhaseTallies;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.block.PhaseBlocks;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.threshold.Accumulators;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Measured;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The books of the whole run: closed cases merged, open ones as last reported. Confined to the coordinator's loop. */
public final class RunBooks {
    private final Accumulators closed = new Accumulators();
    private final PhaseBlocks blocks = new PhaseBlocks();
    /**
     * Histogram of the tracked requests of closed cases, updated at each closing so that a live view need not merge
     * all.
     */
    private final LatencyHistogram trackedResponse = new LatencyHistogram();

    private final Set<CaseRun> open = new LinkedHashSet<>();

    public void open(CaseRun item) {
        open.add(item);
    }

    /** Adds the final tallies and blocks of a case to the run's, and returns them. */
    public CaseBooks close(CaseRun item) {
        TallySheet sheet = item.sheet();
        BlockSheet parts = item.blocks();
        if (open.remove(item)) {
            blocks.add(item.item().phase(), item.item().variant(), parts);
            closed.add(item.item().phase(), item.item().variant(), sheet);
            addTracked(trackedResponse, sheet::forEach);
            item.close(sheet);
        }
        return new CaseBooks(sheet, parts);
    }

    /** Adopts what another coordinator closed. */
    public void restore(PhaseTallies part) {
        TallySheet sheet = TallySheet.of(part.sheet());
        closed.add(part.phase(), part.variant(), sheet);
        blocks.add(part.phase(), part.variant(), BlockSheet.of(part.blocks()));
        addTracked(trackedResponse, sheet::forEach);
    }

    /** Response times of all tracked requests so far; a copy. */
    public LatencyHistogram trackedResponse() {
        LatencyHistogram all = trackedResponse.copy();
        open.forEach(item -> addTracked(all, item.shares()::forEach));
        return all;
    }

    private static void addTracked(LatencyHistogram to, Consumer<BiConsumer<TallyKey, Tally>> tallies) {
        tallies.accept((key, tally) -> {
            if (key.kind() == Kind.TRACKED) {
                to.add(tally.response());
            }
        });
    }

    public Set<CaseRun> open() {
        return open;
    }

    public Accumulators closed() {
        return closed;
    }

    /** Blocks of closed cases. */
    public PhaseBlocks blocks() {
        return blocks;
    }

    /** Visits every tally, those of open cases by worker. */
    public void forEach(BiConsumer<TallyKey, Tally> action) {
        for (Measured measured : closed.measured(Map.of())) {
            action.accept(new TallyKey(measured.request(), measured.kind()), measured.tally());
        }
        open.forEach(item -> item.shares().forEach(action));
    }

    /** All measurements so far. */
    List<Measured> measured() {
        Map<Case, TallySheet> sheets = new LinkedHashMap<>();
        open.forEach(item -> sheets.put(item.item(), item.sheet()));
        return closed.measured(sheets);
    }

    /** Measurements so far of one phase in one variant. */
    List<Measured> measured(PhaseRun phase) {
        return measured().stream()
                .filter(m ->
                        m.phase().equals(phase.phase().name()) && m.variant().equals(phase.variant()))
                .toList();
    }
}
