package dev.loadtest.engine.result.wire;

import dev.loadtest.engine.result.count.Counts;

/**
 * The exact books of one (request, kind).
 *
 * @param firstSendMicros {@link Long#MAX_VALUE} without a send
 * @param lastEndMicros {@link Long#MIN_VALUE} without an end
 */
public record TallyState(
        Counts counts,
        HistogramState response,
        HistogramState service,
        HistogramState firstByte,
        SpreadState connect,
        SpreadState held,
        SpreadState lateness,
        long bytesSent,
        long bytesReceived,
        long firstSendMicros,
        long lastEndMicros) {}
