package dev.loadtest.engine.result;

/** Complete responses a second: complete / (last end - first send). */
final class Throughput {
    private long complete;
    private long firstSendMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;

    void add(Tally tally) {
        complete += tally.complete();
        firstSendMicros = Math.min(firstSendMicros, tally.firstSendMicros());
        lastEndMicros = Math.max(lastEndMicros, tally.lastEndMicros());
    }

    /** 0 without a complete response. */
    double perSecond() {
        if (complete == 0) {
            return 0;
        }
        // A response within the same microsecond is possible on a virtual clock only; it still took some time.
        return complete * 1e6 / Math.max(1, lastEndMicros - firstSendMicros);
    }
}
