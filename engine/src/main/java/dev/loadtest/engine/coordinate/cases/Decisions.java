package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.RunState.Decided;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Measured;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is decided from the books: how cases end, and whether thresholds hold. Confined to the coordinator's loop. */
public final class Decisions {
    private final LoadPlan plan;
    private final PhaseSequence sequence;
    private final RunBooks books;
    /** What a phase's thresholds said at its end; the drain can only make it worse. */
    private final Map<PhaseRun, List<ThresholdResult>> atEnd = new HashMap<>();
    /** The threshold that ended the run, with the value by which it did. */
    private @Nullable ThresholdResult aborted;

    public Decisions(LoadPlan plan, PhaseSequence sequence, RunBooks books) {
        this.plan = plan;
        this.sequence = sequence;
        this.books = books;
    }

    /** Judges a case that ran to its end; the one that ends its phase answers for the phase's thresholds too. */
    public CaseJudgement judge(CaseRun item) {
        PhaseRun phase = sequence.phaseOf(item);
        List<ThresholdResult> thresholds = List.of();
        if (phase.isLastOpen(item) && !phase.phase().thresholds().isEmpty()) {
            thresholds = decideAtEnd(phase);
            atEnd.put(phase, thresholds);
        }
        return CaseJudgement.of(item, item.sheet(), thresholds);
    }

    /** Decisions at the ends of phases, for the next coordinator. */
    public List<Decided> records() {
        List<Decided> records = new ArrayList<>();
        for (PhaseRun phase : sequence.phases()) {
            List<ThresholdResult> results = atEnd.get(phase);
            if (results != null) {
                records.add(new Decided(phase.phase().name(), phase.variant(), results));
            }
        }
        if (aborted != null) {
            records.add(new Decided("", "", List.of(aborted)));
        }
        return records;
    }

    public void restore(Decided decided) {
        if (decided.phase().isEmpty()) {
            aborted = decided.results().getFirst();
        }
        for (PhaseRun phase : sequence.phases()) {
            if (phase.phase().name().equals(decided.phase()) && phase.variant().equals(decided.variant())) {
                atEnd.put(phase, decided.results());
            }
        }
    }

    /** Whether the run ends after this phase: where one of its cases failed; one that was skipped did not. */
    public boolean stopsRun(PhaseRun phase) {
        return phase.phase().onFailure() == Phase.OnFailure.STOP && phase.anyFailed();
    }

    /** Why the run must end now: the first aborting threshold that is broken, of the run or of a phase that runs. */
    public Optional<String> brokenAbort() {
        return brokenAbort(
                sequence.current().stream().filter(phase -> !phase.hasEnded()).toList());
    }

    /** Why the run had to end while these phases ran, if so. */
    public Optional<String> brokenAbort(List<PhaseRun> phases) {
        List<Measured> data = null;
        for (Threshold threshold : plan.thresholds()) {
            if (threshold.abort()) {
                data = data == null ? books.measured() : data;
                Optional<String> broken = broken(threshold, data, null);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        for (PhaseRun phase : phases) {
            for (Threshold threshold : phase.phase().thresholds()) {
                if (threshold.abort()) {
                    Optional<String> broken = broken(threshold, books.measured(phase), phase);
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> broken(Threshold threshold, List<Measured> data, @Nullable PhaseRun phase) {
        Reading reading = ThresholdEvaluator.read(threshold, data);
        if (!ThresholdEvaluator.abortReady(threshold, reading)) {
            return Optional.empty();
        }
        ThresholdResult result = ThresholdEvaluator.decide(threshold, reading, name(phase), variant(phase));
        if (result.result() != ThresholdResult.Result.FAILED) {
            return Optional.empty();
        }
        aborted = result;
        return Optional.of(result.sentence());
    }

    /** All thresholds after the drain: the run's, then each phase's in each of its variants. */
    public List<ThresholdResult> finalResults() {
        List<ThresholdResult> results = new ArrayList<>();
        List<Case> selected = sequence.selected();
        List<Measured> all = books.measured();
        for (Threshold threshold : plan.thresholds()) {
            results.add(
                    ThresholdEvaluator.selectable(threshold, plan, selected)
                            ? ThresholdEvaluator.decide(threshold, ThresholdEvaluator.read(threshold, all), null, null)
                            : ThresholdEvaluator.notSelected(threshold, null, null));
        }
        for (Phase phase : plan.phases()) {
            if (!phase.thresholds().isEmpty()) {
                results.addAll(ofPhase(phase));
            }
        }
        results.replaceAll(this::orAsItAborted);
        return results;
    }

    /** A run that a threshold ended has that threshold's value of then in all that is written of it. */
    private ThresholdResult orAsItAborted(ThresholdResult result) {
        boolean same = aborted != null
                && aborted.threshold().equals(result.threshold())
                && Objects.equals(aborted.phase(), result.phase())
                && Objects.equals(aborted.variant(), result.variant());
        return same ? aborted : result;
    }

    private List<ThresholdResult> ofPhase(Phase phase) {
        List<ThresholdResult> results = new ArrayList<>();
        for (PhaseRun run : sequence.phases()) {
            if (run.phase().name().equals(phase.name())) {
                results.addAll(worse(atEnd.getOrDefault(run, List.of()), decide(run)));
            }
        }
        if (results.isEmpty()) {
            for (Threshold threshold : phase.thresholds()) {
                results.add(ThresholdEvaluator.notSelected(threshold, phase.name(), null));
            }
        }
        return results;
    }

    /** A threshold that failed at the end of its phase has failed, whatever came later. */
    private static List<ThresholdResult> worse(List<ThresholdResult> before, List<ThresholdResult> after) {
        List<ThresholdResult> worse = new ArrayList<>(after);
        worse.replaceAll(later -> before.stream()
                .filter(early -> early.result() == ThresholdResult.Result.FAILED
                        && early.threshold().equals(later.threshold()))
                .findFirst()
                .orElse(later));
        return worse;
    }

    /**
     * The thresholds that can be decided when their phase ends. Nothing waits for fire-and-forget requests: of a threshold
     * that selects them alone, by its labels or because the phase tracks none, nothing is known before the drain is over.
     */
    private List<ThresholdResult> decideAtEnd(PhaseRun phase) {
        List<Measured> data = books.measured(phase);
        List<Case> cases = phase.cases().stream().map(CaseRun::item).toList();
        List<Threshold> decidable = phase.phase().thresholds().stream()
                .filter(threshold -> !ThresholdEvaluator.selectsUntrackedOnly(threshold, plan, cases, data))
                .toList();
        return decide(phase, decidable, data);
    }

    private List<ThresholdResult> decide(PhaseRun phase) {
        return decide(phase, phase.phase().thresholds(), books.measured(phase));
    }

    private List<ThresholdResult> decide(PhaseRun phase, List<Threshold> thresholds, List<Measured> data) {
        List<Case> cases = phase.cases().stream().map(CaseRun::item).toList();
        List<ThresholdResult> results = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            results.add(
                    ThresholdEvaluator.selectable(threshold, plan, cases)
                            ? ThresholdEvaluator.decide(
                                    threshold, ThresholdEvaluator.read(threshold, data), name(phase), variant(phase))
                            : ThresholdEvaluator.notSelected(threshold, name(phase), variant(phase)));
        }
        return results;
    }

    private static @Nullable String name(@Nullable PhaseRun phase) {
        return phase == null ? null : phase.phase().name();
    }

    private static @Nullable String variant(@Nullable PhaseRun phase) {
        return phase == null || phase.variant().isEmpty() ? null : phase.variant();
    }
}
