package dev.loadtest.operator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.KindCounts;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.PhaseStatus;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Keeps a status small: drops first what the full results show better. */
final class StatusSize {
    static final int MOST = 32 << 10;
    private static final int THRESHOLDS = 40;
    private static final int SHORT_REASON = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private StatusSize() {}

    /** Each step drops more than the previous one. */
    private static final List<Consumer<StatusDraft>> STEPS = List.of(
            draft -> {
                if (draft.recentCases != null) {
                    draft.recentCases = draft.recentCases.stream()
                            .map(StatusSize::withShortReason)
                            .toList();
                }
            },
            draft -> {
                if (draft.thresholds != null) {
                    draft.thresholds = draft.thresholds.stream()
                            .sorted(Comparator.comparing(t -> "Failed".equals(t.result()) ? 0 : 1))
                            .limit(THRESHOLDS)
                            .toList();
                }
            },
            draft -> {
                if (draft.phases != null) {
                    draft.phases = draft.phases.stream()
                            .map(StatusSize::withoutZeroKinds)
                            .toList();
                }
            },
            draft -> {
                if (draft.phases != null) {
                    draft.phases =
                            draft.phases.stream().map(StatusSize::casesOnly).toList();
                }
            },
            draft -> draft.thresholds = null);

    static LoadTestStatus fit(StatusDraft draft) {
        for (Consumer<StatusDraft> step : STEPS) {
            LoadTestStatus status = draft.build();
            if (size(status) <= MOST) {
                return status;
            }
            step.accept(draft);
        }
        return draft.build();
    }

    private static PhaseStatus withoutZeroKinds(PhaseStatus phase) {
        KindCounts counts = phase.counts();
        return counts == null
                ? phase
                : new PhaseStatus(
                        phase.name(),
                        phase.group(),
                        phase.cases(),
                        new KindCounts(counts.tracked(), counts.fireAndForget(), null),
                        phase.journeys(),
                        phase.rps(),
                        phase.worstStartSkewMicros());
    }

    private static LoadTestStatus.RecentCase withShortReason(LoadTestStatus.RecentCase item) {
        String reason = item.reason();
        return new LoadTestStatus.RecentCase(
                item.number(),
                item.id(),
                item.outcome(),
                reason == null ? null : Texts.cut(reason, SHORT_REASON),
                item.percent());
    }

    private static PhaseStatus casesOnly(PhaseStatus phase) {
        return new PhaseStatus(phase.name(), phase.group(), phase.cases(), null, null, phase.rps(), null);
    }

    /** Bytes of JSON. */
    static int size(LoadTestStatus status) {
        try {
            return JSON.writeValueAsBytes(status).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status cannot be written as JSON", e);
        }
    }
}
