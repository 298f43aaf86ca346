package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Percentiles;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Books under construction, for fixtures: of each request, by kind. */
final class Tally {
    private final Map<String, Map<Kind, Slot>> slots = new TreeMap<>();

    Slot slot(String request, Kind kind) {
        return slots.computeIfAbsent(request, r -> new EnumMap<>(Kind.class)).computeIfAbsent(kind, k -> new Slot());
    }

    void add(Tally other) {
        other.slots.forEach((request, kinds) ->
                kinds.forEach((kind, slot) -> slot(request, kind).add(slot)));
    }

    Totals totals() {
        Map<Kind, Slot> all = new EnumMap<>(Kind.class);
        Map<String, Books> requests = new TreeMap<>();
        slots.forEach((request, kinds) -> {
            requests.put(request, books(kinds));
            kinds.forEach(
                    (kind, slot) -> all.computeIfAbsent(kind, k -> new Slot()).add(slot));
        });
        return new Totals(books(all), requests);
    }

    List<HistogramEntry> histograms(String phase, String variant) {
        List<HistogramEntry> entries = new ArrayList<>();
        slots.forEach((request, kinds) -> kinds.forEach((kind, slot) -> {
            if (kind != Kind.UNSCORED) {
                entries.add(
                        new HistogramEntry(phase, variant, request, kind, Time.RESPONSE, Slot.encode(slot.response)));
                entries.add(new HistogramEntry(phase, variant, request, kind, Time.SERVICE, Slot.encode(slot.service)));
            }
        }));
        return entries;
    }

    private static Books books(Map<Kind, Slot> kinds) {
        Map<Kind, Books.Entry> entries = new EnumMap<>(Kind.class);
        kinds.forEach((kind, slot) -> entries.put(kind, slot.entry()));
        return new Books(entries);
    }

    /** The requests of one name and kind. */
    static final class Slot {
        private final Map<String, Long> notSent = new TreeMap<>();
        private final Map<String, Long> errors = new TreeMap<>();
        private final Map<Integer, Long> status = new TreeMap<>();
        private final Histogram response = new Histogram(3);
        private final Histogram service = new Histogram(3);
        private Spread connect = Spread.NONE;
        private Spread held = Spread.NONE;
        private Spread lateness = Spread.NONE;
        private long planned;
        private long sent;
        private long succeeded;
        private long unexpected;
        private long timeouts;
        private long unresolved;
        private long late;

        void notSent(String reason, long count) {
            planned += count;
            notSent.merge(reason, count, Long::sum);
        }

        void complete(int code, boolean expected, long serviceMicros, long heldMicros, long latenessMicros) {
            send(heldMicros, latenessMicros);
            status.merge(code, 1L, Long::sum);
            succeeded += expected ? 1 : 0;
            unexpected += expected ? 0 : 1;
            service.recordValue(serviceMicros);
            response.recordValue(serviceMicros + heldMicros + latenessMicros);
        }

        void timeout(long serviceMicros) {
            send(0, 40);
            timeouts++;
            service.recordValue(serviceMicros);
            response.recordValue(serviceMicros + 40);
        }

        void error(String cause) {
            send(0, 40);
            errors.merge(cause, 1L, Long::sum);
        }

        void unresolved() {
            send(0, 40);
            unresolved++;
        }

        void connected(long micros) {
            connect = connect.plus(new Spread(1, micros, micros));
        }

        private void send(long heldMicros, long latenessMicros) {
            planned++;
            sent++;
            if (heldMicros > 0) {
                held = held.plus(new Spread(1, heldMicros, heldMicros));
            }
            lateness = lateness.plus(new Spread(1, latenessMicros, latenessMicros));
            late += latenessMicros > 10_000 ? 1 : 0;
        }

        private void add(Slot other) {
            planned += other.planned;
            sent += other.sent;
            succeeded += other.succeeded;
            unexpected += other.unexpected;
            timeouts += other.timeouts;
            unresolved += other.unresolved;
            late += other.late;
            other.notSent.forEach((reason, count) -> notSent.merge(reason, count, Long::sum));
            other.errors.forEach((cause, count) -> errors.merge(cause, count, Long::sum));
            other.status.forEach((code, count) -> status.merge(code, count, Long::sum));
            response.add(other.response);
            service.add(other.service);
            connect = connect.plus(other.connect);
            held = held.plus(other.held);
            lateness = lateness.plus(other.lateness);
        }

        private Books.Entry entry() {
            return new Books.Entry(
                    planned,
                    sent,
                    notSent,
                    succeeded,
                    unexpected,
                    errors,
                    timeouts,
                    unresolved,
                    0,
                    status,
                    percentiles(response),
                    percentiles(service),
                    connect,
                    held,
                    lateness,
                    late);
        }

        private static Percentiles percentiles(Histogram histogram) {
            if (histogram.getTotalCount() == 0) {
                return Percentiles.NONE;
            }
            return new Percentiles(
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(90),
                    histogram.getValueAtPercentile(95),
                    histogram.getValueAtPercentile(99),
                    histogram.getValueAtPercentile(99.9),
                    histogram.getMaxValue(),
                    histogram.getMean());
        }

        private static String encode(Histogram histogram) {
            ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + 64);
            int length = histogram.encodeIntoCompressedByteBuffer(buffer);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
        }
    }
}
