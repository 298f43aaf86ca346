package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.operator.run.RunSnapshot.EndedCase;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a coordinator reports. Written on its loop, read from any thread. */
final class RunProgress implements RunObserver {
    private final Map<String, Map<Outcome, Integer>> outcomes = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<EndedCase> failed = new ArrayList<>();
    private final CaseNumbers numbers;
    private @Nullable Live live;
    private @Nullable RunResult result;
    private @Nullable String defect;
    private List<String> notes = List.of();
    private boolean suspending;
    private boolean stopping;

    /**
     * @param cases number of cases of the run
     * @param reported the last ended cases that the status names
     */
    RunProgress(long cases, List<NumberedCase> reported) {
        numbers = new CaseNumbers(cases, reported);
    }

    /** Cases that ended before this coordinator. */
    synchronized void begin(Checkpoint checkpoint) {
        CaseNumbers.earlier(checkpoint).forEach(it -> note(it.id(), it.outcome(), it.reason()));
    }

    /** After a takeover a case may be reported again. */
    @Override
    public synchronized void caseEnded(RunResult.CaseResult ended, int progress) {
        note(ended.id(), ended.outcome(), ended.reason());
    }

    /** Learned from the workers, beyond the checkpoint. */
    @Override
    public synchronized void caseKnown(RunResult.CaseResult ended) {
        note(ended.id(), ended.outcome(), ended.reason());
    }

    private void note(String id, Outcome outcome, String reason) {
        if (!known.add(id)) {
            return;
        }
        numbers.ended(id, outcome, reason);
        int bracket = id.indexOf('[');
        String phase = bracket < 0 ? id : id.substring(0, bracket);
        outcomes.computeIfAbsent(phase, name -> new EnumMap<>(Outcome.class)).merge(outcome, 1, Integer::sum);
        boolean bad = outcome == Outcome.FAILED || outcome == Outcome.ERROR;
        if (bad && failed.size() < RunSnapshot.FAILED_CASES) {
            failed.add(new EndedCase(id, phase, outcome, reason));
        }
    }

    @Override
    public synchronized void progressed(Live look) {
        live = look;
    }

    /** @param note a sentence beside the result's own message */
    synchronized void ended(RunResult finished, Optional<String> note) {
        result = finished;
        notes = note.stream().toList();
    }

    synchronized void broke(String why) {
        defect = why;
    }

    synchronized void suspending(boolean now) {
        suspending = now;
    }

    synchronized void stopping() {
        stopping = true;
    }

    synchronized RunSnapshot snapshot(LoadPlan plan, Map<Integer, String> pods) {
        boolean saves = plan.phases().stream().anyMatch(phase -> phase.saveMax() > 0);
        Map<String, String> groups = plan.phases().stream().collect(Collectors.toMap(Phase::name, Phase::group));
        List<RunSnapshot.PhaseOutcomes> phases = new ArrayList<>();
        outcomes.forEach((phase, counts) ->
                phases.add(new RunSnapshot.PhaseOutcomes(phase, groups.getOrDefault(phase, ""), counts)));
        return new RunSnapshot(
                live,
                phases,
                failed,
                numbers.recent(),
                result,
                notes,
                defect,
                suspending,
                stopping,
                plan.drain(),
                saves,
                pods);
    }
}
