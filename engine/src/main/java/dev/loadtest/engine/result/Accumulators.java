package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Case;
import java.util.List;
import java.util.Map;

/** The books of closed cases by phase and variant; confined to one thread. */
public final class Accumulators {

    public void add(Case item, TallySheet sheet) {
        throw new UnsupportedOperationException();
    }

    /** The merged books of the run. */
    public TallySheet sheet() {
        throw new UnsupportedOperationException();
    }

    public TallySheet sheet(String phase) {
        throw new UnsupportedOperationException();
    }

    public TallySheet sheet(String phase, String variant) {
        throw new UnsupportedOperationException();
    }

    public RunResult.Totals totals() {
        return sheet().totals();
    }

    public RunResult.Totals totals(String phase) {
        return sheet(phase).totals();
    }

    public RunResult.Totals totals(String phase, String variant) {
        return sheet(phase, variant).totals();
    }

    public double rps() {
        return sheet().rps();
    }

    public double rps(String phase) {
        return sheet(phase).rps();
    }

    public double rps(String phase, String variant) {
        return sheet(phase, variant).rps();
    }

    public List<RunResult.HistogramEntry> histograms() {
        throw new UnsupportedOperationException();
    }

    /** What thresholds read: closed cases together with those still open. Valid until either changes. */
    public List<ThresholdEvaluator.Measured> measured(Map<Case, TallySheet> open) {
        throw new UnsupportedOperationException();
    }
}
