package dev.loadtest.operator.report;

import dev.loadtest.crds.model.KindCounts;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.PhaseStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status under construction, starting from the last one. */
final class StatusDraft {
    LoadTestStatus.@Nullable State state;
    LoadTestStatus.@Nullable Verdict verdict;

    @Nullable
    String message;

    @Nullable
    String progress;

    @Nullable
    String currentCase;

    @Nullable
    Long seed;

    @Nullable
    String startTime;

    @Nullable
    String planSha256;

    @Nullable
    String jobUid;

    @Nullable
    String completionTime;

    @Nullable
    Long observedGeneration;

    LoadTestStatus.@Nullable Workers workers;

    @Nullable
    KindCounts totals;

    @Nullable
    List<PhaseStatus> phases;

    @Nullable
    List<LoadTestStatus.FailedCase> failedCases;

    @Nullable
    List<LoadTestStatus.RecentCase> recentCases;

    @Nullable
    List<LoadTestStatus.ThresholdStatus> thresholds;

    @Nullable
    List<LoadTestStatus.BaselineStatus> baseline;

    @Nullable
    Double pausedSeconds;

    @Nullable
    String results;

    LoadTestStatus.@Nullable Summary summary;

    @Nullable
    List<Condition> conditions;

    static StatusDraft of(@Nullable LoadTestStatus written) {
        StatusDraft draft = new StatusDraft();
        if (written != null) {
            draft.state = written.state();
            draft.verdict = written.verdict();
            draft.message = written.message();
            draft.progress = written.progress();
            draft.currentCase = written.currentCase();
            draft.seed = written.seed();
            draft.startTime = written.startTime();
            draft.planSha256 = written.planSha256();
            draft.jobUid = written.jobUid();
            draft.completionTime = written.completionTime();
            draft.observedGeneration = written.observedGeneration();
            draft.workers = written.workers();
            draft.totals = written.totals();
            draft.phases = written.phases();
            draft.failedCases = written.failedCases();
            draft.recentCases = written.recentCases();
            draft.thresholds = written.thresholds();
            draft.baseline = written.baseline();
            draft.pausedSeconds = written.pausedSeconds();
            draft.results = written.results();
            draft.summary = written.summary();
            draft.conditions = written.conditions();
        }
        return draft;
    }

    LoadTestStatus build() {
        return new LoadTestStatus(
                state,
                verdict,
                message,
                progress,
                currentCase,
                seed,
                startTime,
                planSha256,
                jobUid,
                completionTime,
                observedGeneration,
                workers,
                totals,
                phases,
                failedCases,
                recentCases,
                thresholds,
                baseline,
                pausedSeconds,
                results,
                summary,
                conditions);
    }
}
