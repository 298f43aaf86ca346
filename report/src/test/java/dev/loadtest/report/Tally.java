package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.threshold.Accumulators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Books under construction, for fixtures: of each request, by kind; in microseconds, without instants. */
final class Tally {
    private static final long LATENESS = 40;
    private static final long LATE = 10_000;

    private final TallySheet sheet = new TallySheet();

    Slot slot(String request, Kind kind) {
        return new Slot(sheet.tally(request, kind));
    }

    /** A journey that was completed after so long. */
    void completed(String journey, Kind kind, long micros) {
        var tally = sheet.journey(journey, kind);
        tally.addPlanned(1);
        tally.sentUnseen(1, 0);
        tally.finished(0, micros * 1_000, micros * 1_000);
    }

    /** A journey that a step ended. */
    void failed(String journey, Kind kind, String step) {
        var tally = sheet.journey(journey, kind);
        tally.addPlanned(1);
        tally.sentUnseen(1, 0);
        tally.failed(step, 0);
    }

    void add(Tally other) {
        sheet.add(other.sheet);
    }

    Totals totals() {
        return sheet.totals();
    }

    /**
     * Scores of tallies, whose requests count as sent over some seconds.
     *
     * @param targets the name of a request's target; null for one target
     */
    static Scores scores(List<Tally> tallies, double seconds, @Nullable UnaryOperator<String> targets) {
        Accumulators all = new Accumulators();
        tallies.forEach(tally -> all.add("p", "", tally.sheet));
        Scores scores = all.scores(targets);
        return new Scores(
                over(scores.all(), seconds),
                over(scores.requests(), seconds),
                over(scores.journeys(), seconds),
                over(scores.targets(), seconds));
    }

    private static Map<String, Scored> over(Map<String, Scored> scores, double seconds) {
        Map<String, Scored> rated = new TreeMap<>();
        scores.forEach((name, scored) -> rated.put(name, over(scored, seconds)));
        return rated;
    }

    private static Scored over(Scored scored, double seconds) {
        return new Scored(scored.entry(), scored.entry().response().count() / seconds);
    }

    List<HistogramEntry> histograms(String phase, String variant) {
        List<HistogramEntry> entries = new ArrayList<>();
        sheet.forEach((key, tally) -> {
            if (tally.response().count() > 0) {
                clocks(tally)
                        .forEach((time, histogram) -> entries.add(new HistogramEntry(
                                phase, variant, key.request(), key.kind(), time, histogram.encode())));
            }
        });
        return entries;
    }

    private static SortedMap<Time, LatencyHistogram> clocks(dev.loadtest.engine.result.Tally tally) {
        return new TreeMap<>(Map.of(
                Time.RESPONSE, tally.response(), Time.SERVICE, tally.service(), Time.FIRST_BYTE, tally.firstByte()));
    }

    /** The requests of one name and kind. */
    record Slot(dev.loadtest.engine.result.Tally tally) {
        void notSent(String reason, long count) {
            tally.addPlanned(count);
            tally.notSent(reason, count);
        }

        void complete(int code, boolean expected, long serviceMicros, long heldMicros, long latenessMicros) {
            send(heldMicros, latenessMicros);
            long response = serviceMicros + heldMicros + latenessMicros;
            tally.completed(expected, code, 0, nanos(response), nanos(serviceMicros));
            ended(serviceMicros / 2, 1_000);
        }

        void timeout(long serviceMicros) {
            send(0, LATENESS);
            tally.timedOut(0, nanos(serviceMicros + LATENESS), nanos(serviceMicros));
            ended(serviceMicros, 0);
        }

        void error(String cause) {
            send(0, LATENESS);
            tally.failed(cause, 0);
        }

        void unresolved() {
            send(0, LATENESS);
            tally.unresolved();
        }

        void connected(long micros) {
            tally.connected(nanos(micros));
        }

        private void ended(long firstByteMicros, long received) {
            tally.firstByte(nanos(firstByteMicros));
            tally.carried(100, received);
        }

        private void send(long heldMicros, long latenessMicros) {
            tally.addPlanned(1);
            tally.sent(0, nanos(latenessMicros), nanos(heldMicros), latenessMicros > LATE);
        }

        private static long nanos(long micros) {
            return micros * 1_000;
        }
    }
}
