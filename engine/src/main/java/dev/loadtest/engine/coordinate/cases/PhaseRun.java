package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The selected cases of one phase in one variant. */
public final class PhaseRun {
    private final Phase phase;
    private final String variant;
    private final List<CaseRun> cases = new ArrayList<>();
    private final ArrayDeque<CaseRun> waiting = new ArrayDeque<>();
    private @Nullable Map<String, List<CapturedValue>> captured;

    PhaseRun(Phase phase, String variant) {
        this.phase = phase;
        this.variant = variant;
    }

    public void add(CaseRun item) {
        cases.add(item);
        waiting.add(item);
    }

    public Phase phase() {
        return phase;
    }

    public String variant() {
        return variant;
    }

    public List<CaseRun> cases() {
        return cases;
    }

    public ArrayDeque<CaseRun> waiting() {
        return waiting;
    }

    /** Removes cases from the waiting list that another coordinator has started or ended. */
    public void resume() {
        waiting.removeIf(item -> item.started() || item.hasEnded());
    }

    public long running() {
        return cases.stream().filter(CaseRun::isRunning).count();
    }

    /** Captured values for its requests, frozen when its first case is about to start. */
    public Map<String, List<CapturedValue>> captured(Supplier<Map<String, List<CapturedValue>>> freeze) {
        Map<String, List<CapturedValue>> values = captured;
        if (values == null) {
            values = freeze.get();
            captured = values;
        }
        return values;
    }

    /** Whether both run at once: they are of one group, in the same variant. */
    boolean isBeside(PhaseRun other) {
        return variant.equals(other.variant) && phase.isBeside(other.phase);
    }

    /** Whether any of its cases was started. */
    public boolean hasStarted() {
        return cases.stream().anyMatch(CaseRun::started);
    }

    public boolean hasEnded() {
        return cases.stream().allMatch(CaseRun::hasEnded);
    }

    /** Whether it is the only case that has not ended. */
    boolean isLastOpen(CaseRun item) {
        return cases.stream().allMatch(other -> other == item || other.hasEnded());
    }

    /** Whether a case failed or is in error; a skipped case does not count. */
    boolean anyFailed() {
        return cases.stream().anyMatch(c -> c.outcome() == Outcome.FAILED || c.outcome() == Outcome.ERROR);
    }

    /** Whether phases that need this one may run. */
    boolean passed() {
        return switch (phase.gate()) {
            case ALL -> cases.stream().allMatch(c -> c.outcome() == Outcome.PASSED);
            case ANY -> cases.stream().anyMatch(c -> c.outcome() == Outcome.PASSED);
        };
    }
}
