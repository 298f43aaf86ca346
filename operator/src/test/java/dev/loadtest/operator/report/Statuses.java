package dev.loadtest.operator.report;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.desired.PlanConfigMap;
import java.time.Instant;
import java.util.List;

/** Earlier statuses. */
public final class Statuses {
    private Statuses() {}

    public static LoadTestStatus started(LoadTestStatus.State state, Instant at) {
        StatusDraft draft = new StatusDraft();
        draft.state = state;
        draft.startTime = at.toString();
        draft.seed = 7L;
        draft.observedGeneration = 1L;
        return draft.build();
    }

    /** With the digest of its plan. */
    public static LoadTestStatus planned(LoadTestStatus status, PlanConfigMap.Content plan) {
        StatusDraft draft = StatusDraft.of(status);
        draft.planSha256 = plan.sha256();
        return draft.build();
    }

    /** @param since when it was suspended or resumed */
    public static LoadTestStatus starting(Instant at, boolean suspended, Instant since, String message) {
        StatusDraft draft = StatusDraft.of(started(LoadTestStatus.State.STARTING, at));
        draft.conditions = new Conditions(List.of(), 1, since).inProgress("Starting", message, suspended);
        draft.message = message;
        return draft.build();
    }

    /** @param since when it was suspended */
    public static LoadTestStatus suspended(Instant start, Instant since) {
        StatusDraft draft = StatusDraft.of(started(LoadTestStatus.State.SUSPENDED, start));
        draft.conditions = new Conditions(List.of(), 1, since).inProgress("Suspended", "", true);
        return draft.build();
    }

    public static LoadTestStatus completed(Instant start, Instant end) {
        StatusDraft draft = StatusDraft.of(started(LoadTestStatus.State.COMPLETED, start));
        draft.verdict = LoadTestStatus.Verdict.PASSED;
        draft.completionTime = end.toString();
        return draft.build();
    }
}
