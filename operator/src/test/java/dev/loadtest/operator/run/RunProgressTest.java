package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

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
        RunProgress progress = new RunProgress();
        CASES.forEach(it -> progress.caseEnded(it, 1));
        RunSnapshot seen = progress.snapshot(PLAN, Map.of());
        assertThat(seen.phases())
                .containsExactly(
                        new RunSnapshot.PhaseOutcomes("phase-0", Map.of(Outcome.FAILED, 15)),
                        new RunSnapshot.PhaseOutcomes("phase-1", Map.of(Outcome.FAILED, 15)));
        assertThat(seen.failed()).hasSize(RunSnapshot.FAILED_CASES);
    }

    @Test
    void casesLearnedFromWorkers() {
        RunProgress progress = new RunProgress();
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
        RunProgress progress = new RunProgress();
        progress.begin(new Checkpoint(new CheckpointHead(2, List.of(new ShardId(1, 1)), null), List.of(shard)));
        CASES.forEach(it -> progress.caseEnded(it, 1));
        assertThat(progress.snapshot(PLAN, Map.of()).phases().getFirst().cases())
                .containsEntry(Outcome.FAILED, 15);
    }
}
