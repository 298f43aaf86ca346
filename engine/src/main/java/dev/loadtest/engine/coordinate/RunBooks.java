package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.PhaseTallies;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.result.Accumulators;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.ThresholdEvaluator.Measured;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The books of the whole run: closed cases merged, open ones as last reported. Confined to the coordinator's loop. */
final class RunBooks {
    private final Accumulators closed = new Accumulators();
    private final Set<CaseRun> open = new LinkedHashSet<>();

    void open(CaseRun item) {
        open.add(item);
    }

    /** Hands a case's tallies over for good, and shows them. */
    TallySheet close(CaseRun item) {
        TallySheet sheet = item.sheet();
        if (open.remove(item)) {
            closed.add(item.item().phase(), item.item().variant(), sheet);
            item.close(sheet);
        }
        return sheet;
    }

    /** Takes over what another coordinator closed. */
    void restore(PhaseTallies part) {
        closed.add(part.phase(), part.variant(), TallySheet.of(part.sheet()));
    }

    Set<CaseRun> open() {
        return open;
    }

    Accumulators closed() {
        return closed;
    }

    /** Shows every tally there is, those of open cases worker by worker. */
    void forEach(BiConsumer<TallyKey, Tally> action) {
        for (Measured measured : closed.measured(Map.of())) {
            action.accept(new TallyKey(measured.request(), measured.kind()), measured.tally());
        }
        open.forEach(item -> item.shares().forEach(action));
    }

    /** Everything measured so far. */
    List<Measured> measured() {
        Map<Case, TallySheet> sheets = new LinkedHashMap<>();
        open.forEach(item -> sheets.put(item.item(), item.sheet()));
        return closed.measured(sheets);
    }

    /** What was measured so far of one phase in one variant. */
    List<Measured> measured(PhaseRun phase) {
        return measured().stream()
                .filter(m ->
                        m.phase().equals(phase.phase().name()) && m.variant().equals(phase.variant()))
                .toList();
    }
}
