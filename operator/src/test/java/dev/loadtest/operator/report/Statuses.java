package dev.loadtest.operator.report;

import dev.loadtest.crds.model.LoadTestStatus;
import java.time.Instant;

/** Statuses that were written before. */
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

    public static LoadTestStatus completed(Instant start, Instant end) {
        StatusDraft draft = StatusDraft.of(started(LoadTestStatus.State.COMPLETED, start));
        draft.verdict = LoadTestStatus.Verdict.PASSED;
        draft.completionTime = end.toString();
        return draft.build();
    }
}
