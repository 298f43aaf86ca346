package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Results;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final LoadPlan PLAN =
            SampleTests.runnable(SampleTests.test()).plan();
    private static final List<RunResult.CaseResult> CASES =
            Results.of(Verdict.FAILED, 2, 15, 0).cases();

    @Test
    void countsAndFirstFailures() {
        RunProgress progress = new RunProgress(CASES.size(), List.of());
        CASES.forEach(it -> progress.caseEnded(it, 1));
        RunSnapshot seen = progress.snapshot(PLAN, Map.of());
        assertThat(seen.phases())
                .containsExactly(
                        new RunSnapshot.PhaseOutcomes("phase-0", "", Map.of(Outcome.FAILED, 15)),
                        new RunSnapshot.PhaseOutcomes("phase-1", "", Map.of(Outcome.FAILED, 15)));
        assertThat(seen.failed()).hasSize(RunSnapshot.FAILED_CASES);
    }

    @Test
    void recentCasesHaveNumbers() {
        RunProgress progress = new RunProgress(CASES.size(), List.of());
        CASES.forEach(it -> progress.caseEnded(it, 1));
        List<NumberedCase> recent = progress.snapshot(PLAN, Map.of()).recent();
        assertThat(recent).hasSize(RunSnapshot.RECENT_CASES);
        assertThat(recent.getLast())
                .isEqualTo(new NumberedCase(
                        30,
                        CASES.getLast().id(),
                        Outcome.FAILED,
                        CASES.getLast().reason(),
                        100));
    }

    /** A shard holds cases in the order of their closing, which may be another one. */
    @Test
    void earlierCasesInOrderOfEnds() {
        RunResult.CaseResult first = CASES.getFirst();
        List<CheckpointShard.ClosedCase> closed =
                List.of(closed("late", 0, 9), closed("early", 0, 5), closed("never", -1, -1));
        Checkpoint checkpoint = new Checkpoint(
                new CheckpointHead(2, List.of(new ShardId(1, 1)), null),
                List.of(new CheckpointShard(closed, List.of(), List.of(), List.of())));
        RunProgress progress = new RunProgress(4, List.of());
        progress.begin(checkpoint);
        progress.caseEnded(first, 100);
        assertThat(progress.snapshot(PLAN, Map.of()).recent())
                .extracting(NumberedCase::id)
                .containsExactly("early", "never", "late", first.id());
    }

    private static CheckpointShard.ClosedCase closed(String id, long start, long end) {
        RunResult.CaseResult any = CASES.getFirst();
        return new CheckpointShard.ClosedCase(
                id, any.outcome(), any.reason(), start, end, 0, 0, any.totals(), Map.of(), List.of());
    }

    @Test
    void phasesOfGroupNameIt() {
        LoadTest test = SampleTests.of("""
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots}
                spec:
                  target: {url: "http://plots:8000"}
                  requests: [{name: health, path: /health}]
                  phases:
                  - {name: phase-0, request: health, group: weekday}
                  - {name: phase-1, request: health, group: weekday}
                """, null);
        LoadPlan plan = SampleTests.runnable(test).plan();
        RunProgress progress = new RunProgress(CASES.size(), List.of());
        CASES.forEach(it -> progress.caseEnded(it, 1));

        assertThat(progress.snapshot(plan, Map.of()).phases())
                .extracting(RunSnapshot.PhaseOutcomes::group)
                .containsExactly("weekday", "weekday");
    }

    @Test
    void casesLearnedFromWorkers() {
        RunProgress progress = new RunProgress(CASES.size(), List.of());
        CASES.forEach(progress::caseKnown);
        CASES.forEach(it -> progress.caseEnded(it, 1));
        assertThat(progress.snapshot(PLAN, Map.of()).phases().getFirst().cases())
                .containsEntry(Outcome.FAILED, 15);
    }

    @Test
    void casesBeforeTakeoverCountOnce() {
        RunResult.CaseResult first = CASES.getFirst();
        CheckpointShard.ClosedCase closed = new CheckpointShard.ClosedCase(
                first.id(), first.outcome(), first.reason(), 0, 1, 0, 0, first.totals(), Map.of(), List.of());
        CheckpointShard shard = new CheckpointShard(List.of(closed), List.of(), List.of(), List.of());
        RunProgress progress = new RunProgress(CASES.size(), List.of());
        progress.begin(new Checkpoint(new CheckpointHead(2, List.of(new ShardId(1, 1)), null), List.of(shard)));
        CASES.forEach(it -> progress.caseEnded(it, 1));
        assertThat(progress.snapshot(PLAN, Map.of()).phases().getFirst().cases())
                .containsEntry(Outcome.FAILED, 15);
    }
}
