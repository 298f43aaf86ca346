package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a run in order, each in one variant, and the obstacles to each. Phases of one group run at once; a phase
 * without a group is a group of its own.
 */
public final class PhaseSequence {
    private final Cases plan;
    private final List<PhaseRun> phases = new ArrayList<>();
    private final List<List<PhaseRun>> groups = new ArrayList<>();
    private final Map<String, CaseRun> byId = new HashMap<>();
    private final List<CaseRun> cases = new ArrayList<>();
    private int at;

    private PhaseSequence(Cases plan) {
        this.plan = plan;
    }

    public static PhaseSequence of(LoadPlan plan) {
        PhaseSequence sequence = new PhaseSequence(Cases.of(plan));
        for (Case item : sequence.plan.selected()) {
            Phase phase = plan.phase(item.phase());
            CaseRun run = new CaseRun(item, phase);
            sequence.cases.add(run);
            sequence.byId.put(item.id(), run);
            sequence.phaseOf(phase, item.variant()).add(run);
        }
        return sequence;
    }

    private PhaseRun phaseOf(Phase phase, String variant) {
        PhaseRun last = phases.isEmpty() ? null : phases.getLast();
        if (last == null
                || !last.variant().equals(variant)
                || !last.phase().name().equals(phase.name())) {
            PhaseRun next = new PhaseRun(phase, variant);
            if (last == null || !last.isBeside(next)) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(next);
            phases.add(next);
            return next;
        }
        return last;
    }

    /** Every selected case, in order. */
    public List<CaseRun> cases() {
        return cases;
    }

    public List<PhaseRun> phases() {
        return phases;
    }

    public List<Case> selected() {
        return plan.selected();
    }

    @Nullable
    public CaseRun find(String caseId) {
        return byId.get(caseId);
    }

    /** All groups, in order. */
    public List<List<PhaseRun>> groups() {
        return groups;
    }

    /** The group that runs; empty after the last. */
    public List<PhaseRun> current() {
        return at < groups.size() ? groups.get(at) : List.of();
    }

    /** The last group with a started case; empty before the first. */
    public List<PhaseRun> lastStarted() {
        return groups.reversed().stream()
                .filter(group -> group.stream().anyMatch(PhaseRun::hasStarted))
                .findFirst()
                .orElse(List.of());
    }

    public void next() {
        at++;
    }

    /** The first case of a phase's group: its requests draw from captures of earlier cases only. */
    public Case firstOfGroup(PhaseRun phase) {
        return groups.stream()
                .filter(group -> group.contains(phase))
                .map(group -> group.getFirst().cases().getFirst().item())
                .findFirst()
                .orElseThrow();
    }

    public PhaseRun phaseOf(CaseRun item) {
        return phases.stream()
                .filter(phase -> phase.cases().contains(item))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Why a phase cannot run: a needed phase did not pass, or nothing was captured for it; empty if it can.
     *
     * @param whyNone why no value of a name was captured, or empty
     */
    public String obstacle(PhaseRun phase, Map<String, List<CapturedValue>> captured, UnaryOperator<String> whyNone) {
        for (String need : phase.phase().needs()) {
            for (PhaseRun needed : phases) {
                if (needed.phase().name().equals(need)
                        && needed.variant().equals(phase.variant())
                        && !needed.passed()) {
                    return "needs " + need + ": " + culprit(needed);
                }
            }
        }
        for (Map.Entry<String, List<CapturedValue>> values : captured.entrySet()) {
            if (values.getValue().isEmpty()) {
                String why = whyNone.apply(values.getKey());
                return "no " + values.getKey() + " was captured" + (why.isEmpty() ? "" : ": " + why);
            }
        }
        return "";
    }

    private static String culprit(PhaseRun needed) {
        Predicate<CaseRun> notPassed = item -> item.outcome() != Outcome.PASSED;
        long failed = needed.cases().stream().filter(notPassed).count();
        CaseRun first = needed.cases().stream().filter(notPassed).findFirst().orElseThrow();
        String more = failed > 1 ? " and " + (failed - 1) + " more" : "";
        return first.item().id() + " " + first.outcome() + more;
    }

    /** Ended cases, including skipped ones, in whole percent of all. */
    public int percentEnded() {
        long ended = cases.stream().filter(CaseRun::hasEnded).count();
        return (int) (ended * 100 / Math.max(1, cases.size()));
    }
}
