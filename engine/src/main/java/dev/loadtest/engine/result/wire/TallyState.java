package dev.loadtest.engine.result.wire;

import java.util.Map;

/**
 * The exact books of one (request, kind); the fields are those of {@code Tally}.
 *
 * @param firstSendMicros {@link Long#MAX_VALUE} without a send
 * @param lastEndMicros {@link Long#MIN_VALUE} without an end
 */
public record TallyState(
        long planned,
        long sent,
        Map<String, Long> notSent,
        long succeeded,
        long unexpected,
        Map<String, Long> errors,
        long timeouts,
        long unresolved,
        Map<Integer, Long> status,
        HistogramState response,
        HistogramState service,
        SpreadState connect,
        SpreadState held,
        SpreadState lateness,
        long late,
        long firstSendMicros,
        long lastEndMicros) {
    public TallyState {
        notSent = Map.copyOf(notSent);
        errors = Map.copyOf(errors);
        status = Map.copyOf(status);
    }
}
