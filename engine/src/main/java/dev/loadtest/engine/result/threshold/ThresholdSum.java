package dev.loadtest.engine.result.threshold;

import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.Throughput;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Reading;
import org.jspecify.annotations.Nullable;

/** The matching tallies of a threshold, merged as far as its metric requires. */
final class ThresholdSum {
    private final Threshold threshold;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final Throughput throughput = new Throughput();
    private long sent;
    private long ended;
    private long failures;

    ThresholdSum(Threshold threshold) {
        this.threshold = threshold;
    }

    void add(Tally tally) {
        sent += tally.sent();
        ended += tally.ended();
        failures += tally.failures();
        throughput.add(tally);
        if (threshold.metric() != Threshold.Plain.FAILURES
                && threshold.metric() != Threshold.Plain.RPS
                && threshold.metric() != Threshold.Plain.COUNT) {
            latencies.add(
                    switch (threshold.labels().time()) {
                        case RESPONSE -> tally.response();
                        case SERVICE -> tally.service();
                        case FIRST_BYTE -> tally.firstByte();
                    });
        }
    }

    Reading reading() {
        return new Reading(value(), ended);
    }

    private @Nullable Double value() {
        return switch (threshold.metric()) {
            case Threshold.Percentile p -> latency(latencies.valueAt(p.percentile()));
            case Threshold.Plain plain ->
                switch (plain) {
                    case MAX -> latency(latencies.maxMicros());
                    case MEAN -> latency(latencies.mean());
                    case FAILURES ->
                        ofSent(threshold.unit() == Threshold.Unit.PERCENT ? 100.0 * failures / sent : failures);
                    case RPS -> ofSent(throughput.perSecond());
                    case COUNT -> ofSent(sent);
                };
        };
    }

    private @Nullable Double latency(double value) {
        return latencies.count() == 0 ? null : value;
    }

    private @Nullable Double ofSent(double value) {
        return sent == 0 ? null : value;
    }
}
