package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Scored requests over run time: all together, second by second, and by {@linkplain TimelineSeries series}, in wider
 * stretches the more series and workers there are. Both double their width when their part of the run's memory is used
 * up. A worker writes one timeline; its coordinator keeps one for each worker and {@linkplain #replace replaces} whole
 * stretches, so that reports may be read twice or lost; the result merges all of them. Recording allocates nothing
 * within a stretch. Confined to one thread; a copy may be passed on.
 */
public final class Timeline {
    /** Number that stands for no series. */
    public static final int NO_SERIES = -1;

    /** The cause of a failure by timeout. */
    public static final String TIMEOUT = "timeout";

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Maximum stretches of one worker, as many as a result shows. */
    private static final int MOST = 3_600;
    /** Maximum stretches of all workers together: about 55 MB at the coordinator. */
    private static final int MAX_OF_ALL = 200_000;
    /** Maximum cells of series of one worker: about 4 MB. */
    private static final int CELLS = 16_000;
    /** Maximum cells of series of all workers together: about 20 MB at the coordinator. */
    private static final int CELLS_OF_ALL = 100_000;
    /** Maximum stretches accepted from another process, whose joining may lag behind. */
    private static final int MAX_TOLD = 2 * MOST;

    private static final int MAX_TOLD_CELLS = 2 * CELLS;

    private final Stretches whole;
    private final Stretches parts;
    private final int series;

    /** A timeline without series. */
    public Timeline() {
        this(0);
    }

    /** @param series number of the run's series */
    public Timeline(int series) {
        this(
                new Stretches(MOST, TimeBuckets.FINE),
                new Stretches(stretches(series, CELLS), TimeBuckets.COARSE),
                series);
    }

    private Timeline(Stretches whole, Stretches parts, int series) {
        this.whole = whole;
        this.parts = parts;
        this.series = series;
    }

    private static int stretches(int series, int cells) {
        return Math.clamp(cells / Math.max(1, series), 1, MOST);
    }

    /** Limits it to one worker's part of the coordinator's memory for all workers. */
    public void shareAmong(int workers) {
        whole.limit(MAX_OF_ALL / workers);
        parts.limit(stretches(series, CELLS_OF_ALL / workers));
    }

    /** A request of no series was sent; see {@link #sent(int, long)}. */
    public void sent(long atMicros) {
        sent(NO_SERIES, atMicros);
    }

    /** @param atMicros run time, at least 0 */
    public void sent(int of, long atMicros) {
        long second = atMicros / MICROS_PER_SECOND;
        whole.cell(0, second).sent++;
        if (of != NO_SERIES) {
            parts.cell(of, second).sent++;
        }
    }

    /** A connection was opened for a request that ended at this run time. */
    public void connected(int of, long atMicros) {
        parts.cell(of, atMicros / MICROS_PER_SECOND).connections++;
    }

    /** A request of no series ended; see {@link #ended(int, long, String, long)}. */
    public void ended(long atMicros, boolean failure, long responseNanos) {
        ended(NO_SERIES, atMicros, failure ? "other" : "", responseNanos);
    }

    /**
     * @param atMicros run time, at least 0
     * @param failure status code or cause; empty for a success
     * @param responseNanos negative if the request has no latency
     */
    public void ended(int of, long atMicros, String failure, long responseNanos) {
        long second = atMicros / MICROS_PER_SECOND;
        Cell cell = whole.cell(0, second);
        cell.ended++;
        if (!failure.isEmpty()) {
            cell.failures++;
        }
        if (responseNanos >= 0) {
            cell.response.record(responseNanos);
        }
        if (of != NO_SERIES) {
            journeyEnded(of, atMicros, failure, responseNanos);
        }
    }

    /** The cause of a failure by the status code of a response. */
    public static String cause(int status) {
        return FailureCauses.status(status);
    }

    /** A journey began. The whole contains its requests, not the journey itself. */
    public void journeyBegan(int of, long atMicros) {
        parts.cell(of, atMicros / MICROS_PER_SECOND).sent++;
    }

    /** A journey ended; like {@link #ended(int, long, String, long)}. */
    public void journeyEnded(int of, long atMicros, String failure, long durationNanos) {
        Cell cell = parts.cell(of, atMicros / MICROS_PER_SECOND);
        cell.ended++;
        if (!failure.isEmpty()) {
            cell.failed(failure);
        }
        if (durationNanos >= 0) {
            cell.response.record(durationNanos);
        }
    }

    /**
     * A copy of the stretches from this second on, and of earlier ones changed since it began. A reader that asks from
     * its own {@link #lastSecond()} misses nothing.
     */
    public Timeline copySince(long second) {
        return new Timeline(whole.copySince(second), parts.copySince(second), series);
    }

    /**
     * Shares the stretches of a timeline that only {@linkplain #replace replaces} them, and so never changes one; may be
     * read on another thread.
     */
    public Timeline snapshot() {
        return new Timeline(whole.snapshot(), parts.snapshot(), series);
    }

    /**
     * Replaces stretches by those of a later report of the same worker: idempotent.
     *
     * @throws IllegalArgumentException if the reports together contain more stretches than a worker keeps
     */
    public void replace(Timeline report) {
        if (report.whole.isBehind(whole) || report.parts.isBehind(parts)) {
            // The report predates one that was read already.
            return;
        }
        whole.replace(report.whole);
        parts.replace(report.parts);
        checkSize();
    }

    /** Adds another worker's timeline: once, in any order. */
    public void add(Timeline other) {
        whole.add(other.whole);
        parts.add(other.parts);
    }

    /** Sends a second in the last stretch that was complete at the end of a second. */
    public double sentPerSecond(long second) {
        Stretch last = whole.completeAt(second);
        return last == null ? 0 : (double) last.cell(0).sent / whole.width(last.start);
    }

    /** First second of the last non-empty stretch; -1 without any. */
    public long lastSecond() {
        return whole.lastSecond();
    }

    /** This timeline alone, like {@link #buckets(Collection, int)}. */
    public List<RunResult.TimelineBucket> buckets(int max) {
        return buckets(List.of(this), max);
    }

    /**
     * All workers together, without gaps from the start of the run to the last second of any. If there are more than
     * {@code max} stretches, each bucket spans the smallest number of the widest stretches that fits.
     *
     * @param max at least 1
     */
    public static List<RunResult.TimelineBucket> buckets(Collection<Timeline> workers, int max) {
        long end =
                workers.stream().mapToLong(worker -> worker.whole.end()).max().orElse(0);
        long widest = workers.stream()
                .mapToLong(worker -> worker.whole.width(0))
                .max()
                .orElse(1);
        long width = Math.max(1, Math.ceilDiv(end, max * widest)) * widest;
        List<RunResult.TimelineBucket> buckets = new ArrayList<>();
        for (long from = 0; from < end; from += width) {
            Cell sum = new Cell(TimeBuckets.FINE);
            for (Timeline worker : workers) {
                worker.whole.between(from, from + width).forEach(stretch -> sum.add(stretch.cell(0)));
            }
            long p99 = sum.response.valuesAt(99)[0];
            buckets.add(new RunResult.TimelineBucket(from, sum.sent, sum.ended, sum.failures, p99));
        }
        return buckets;
    }

    /** The series of all workers together, in stretches of one width; the caller's own. */
    static Stretches sumOfParts(Collection<Timeline> workers) {
        Stretches sum = new Stretches(MOST, TimeBuckets.COARSE);
        workers.forEach(worker -> sum.add(worker.parts));
        sum.even();
        return sum;
    }

    /** The complete state, for another process. */
    public TimelineState state() {
        return new TimelineState(whole.state(), parts.state());
    }

    /**
     * The complete state in a bounded number of stretches.
     *
     * @param max of the whole; twice as many cells of series
     */
    public TimelineState state(int max) {
        int used = parts.values().stream().mapToInt(Stretch::used).max().orElse(1);
        return new TimelineState(whole.state(max), parts.state(2 * max / Math.max(1, used)));
    }

    /** @throws IllegalArgumentException if it has impossible counts, or a stretch of another width */
    public static Timeline of(TimelineState state) {
        Timeline timeline = new Timeline(
                Stretches.of(state.whole(), MOST, TimeBuckets.FINE),
                Stretches.of(state.parts(), MOST, TimeBuckets.COARSE),
                0);
        timeline.checkSize();
        return timeline;
    }

    private void checkSize() {
        if (whole.size() > MAX_TOLD || parts.size() > MAX_TOLD) {
            throw new IllegalArgumentException("a timeline of more than " + MAX_TOLD + " stretches");
        }
        if (whole.mostCells() > 1 || (long) parts.size() * parts.mostCells() > MAX_TOLD_CELLS) {
            throw new IllegalArgumentException("a timeline of " + parts.mostCells() + " series in " + parts.size()
                    + " stretches, more than " + MAX_TOLD_CELLS + " cells");
        }
    }
}
