package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.ClosedCase;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.Capturing;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A case as the coordinator knows it: who fires which share of it, and what each has reported last. Once it is closed its
 * tallies are handed over, and only counts and percentiles stay. Confined to the coordinator's loop.
 */
final class CaseRun {
    private static final long NEVER = Long.MIN_VALUE;

    private final Case item;
    private final Phase phase;
    private final Map<WorkerLink, Share> shares = new LinkedHashMap<>();
    private @Nullable Outcome outcome;
    private String reason = "";
    private @Nullable Totals closedTotals;
    private Map<String, Long> closedCaptures = Map.of();
    private List<Sample> samples = List.of();
    private long startNanos = NEVER;
    private long startSchedule;
    private long endNanos = NEVER;
    private long gapNanos;
    private long startSkewNanos;

    /** What one worker was told to fire, and what it reported last. */
    static final class Share {
        private final FireOrder order;
        private @Nullable ShareReport report;
        /** Whether it was closed because its worker was lost, and that was said. */
        private boolean writtenOff;

        Share(FireOrder order) {
            this.order = order;
        }

        FireOrder order() {
            return order;
        }

        @Nullable
        ShareReport report() {
            return report;
        }

        boolean writtenOff() {
            return writtenOff;
        }
    }

    CaseRun(Case item, Phase phase) {
        this.item = item;
        this.phase = phase;
    }

    Case item() {
        return item;
    }

    Phase phase() {
        return phase;
    }

    /**
     * @param atNanos its start in the loop's time
     * @param scheduleNanos the same in schedule time
     * @param gap since the end of the case before it
     */
    void begin(long atNanos, long scheduleNanos, long gap) {
        startNanos = atNanos;
        startSchedule = scheduleNanos;
        gapNanos = gap;
    }

    void give(WorkerLink link, FireOrder order) {
        shares.put(link, new Share(order));
    }

    /** Takes what a worker reports; a later report replaces the earlier one, and nothing replaces a closed one. */
    void take(WorkerLink link, ShareReport report) {
        Share share = shares.get(link);
        if (share != null && (share.report == null || !share.report.closed())) {
            share.report = report;
            startSkewNanos = Math.max(startSkewNanos, skew());
        }
    }

    /**
     * Closes the share of a lost worker.
     *
     * @param scheduleNanos the instant of the loss in schedule time
     * @return how many requests have an end that nobody knows, or were never sent
     */
    long lose(LoadPlan plan, WorkerLink link, long scheduleNanos, long lossMicros) {
        Share share = shares.get(link);
        if (share == null || share.report != null && share.report.closed()) {
            return 0;
        }
        ShareReport last = share.report;
        long known = last == null ? 0 : unaccounted(last);
        share.writtenOff = true;
        share.report = new LostShare(plan, item, share.order).close(last, scheduleNanos - startSchedule, lossMicros);
        return unaccounted(share.report) - known;
    }

    private static long unaccounted(ShareReport report) {
        long[] unaccounted = {0};
        report.sheet().forEach((key, tally) -> {
            Books.Entry entry = tally.entry();
            unaccounted[0] += entry.unresolved() + entry.notSentTotal();
        });
        return unaccounted[0];
    }

    boolean isRunning() {
        return startNanos != NEVER && outcome == null;
    }

    boolean hasEnded() {
        return outcome != null;
    }

    /** Whether it was fired, and its tallies are still to be handed over. */
    boolean isOpen() {
        return !shares.isEmpty() && closedTotals == null;
    }

    boolean allSharesEnded() {
        return shares.values().stream().allMatch(share -> share.report != null && share.report.ended());
    }

    boolean allSharesClosed() {
        return shares.values().stream().allMatch(share -> share.report != null && share.report.closed());
    }

    /** Whether a worker has not told yet what all of its share came to. */
    boolean isOwedBy(WorkerLink link) {
        Share share = shares.get(link);
        return share != null && (share.report == null || !share.report.closed());
    }

    /** Whether a worker's process was told to end before all of its share was sent. */
    boolean wasCutShortBy(WorkerLink link) {
        Share share = shares.get(link);
        return share != null && share.report != null && LostShare.owes(share.report);
    }

    boolean timedOut() {
        return shares.values().stream().anyMatch(share -> share.report != null && share.report.timedOut());
    }

    long tries() {
        return reports().stream().mapToLong(ShareReport::tries).sum();
    }

    /** The tallies of all workers, merged. */
    TallySheet sheet() {
        TallySheet merged = new TallySheet();
        reports().forEach(report -> merged.add(report.sheet()));
        return merged;
    }

    /** Shows the tallies of each worker, not merged. */
    void forEach(BiConsumer<TallyKey, Tally> action) {
        reports().forEach(report -> report.sheet().forEach(action));
    }

    /** Why tracked requests failed, most frequent first. */
    List<Map.Entry<String, Long>> failures() {
        Map<String, Long> merged = new TreeMap<>();
        reports().forEach(report -> report.failures().forEach((why, n) -> merged.merge(why, n, Long::sum)));
        return merged.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /** What all workers captured for it. */
    Map<String, Capturing> captured() {
        Map<String, Capturing> merged = new TreeMap<>();
        reports().forEach(report -> report.captured()
                .forEach((name, values) ->
                        merged.computeIfAbsent(name, n -> new Capturing()).addAll(values)));
        return merged;
    }

    /** When the last of its shares to end did, in microseconds of run time. */
    long endedMicros() {
        return reports().stream().mapToLong(ShareReport::endedMicros).max().orElse(0);
    }

    /** How much was not sent because workers' processes were told to end while they answered; by the workers' indices. */
    SortedMap<Integer, Long> notSentByLeaving() {
        SortedMap<Integer, Long> unsent = new TreeMap<>();
        shares.forEach((link, share) -> {
            if (!share.writtenOff && share.report != null) {
                share.report.sheet().forEach((key, tally) -> {
                    Long of = tally.entry().notSent().get(LostShare.REASON);
                    if (of != null && of > 0) {
                        unsent.merge(link.index(), of, Long::sum);
                    }
                });
            }
        });
        return unsent;
    }

    /** Who shares it, in the order of their places. */
    Map<WorkerLink, Share> shares() {
        return shares;
    }

    /** Takes over the closed books of a share from another coordinator. */
    void restoreLost(WorkerLink link, OpenCase.LostPart part) {
        Share share = shares.get(link);
        if (share != null) {
            share.writtenOff = part.writtenOff();
            share.report = new ShareReport(
                    share.order,
                    -1,
                    part.endedMicros(),
                    true,
                    part.timedOut(),
                    TallySheet.of(part.sheet()),
                    part.failures(),
                    part.tries(),
                    Map.of(),
                    List.of());
        }
    }

    /** Takes over a case from another coordinator of which nothing can change any more. */
    void restore(ClosedCase closed, RunTime time) {
        if (closed.startNanos() >= 0) {
            startNanos = time.toLoop(closed.startNanos());
        }
        gapNanos = closed.gapNanos();
        startSkewNanos = closed.startSkewNanos();
        closedTotals = closed.totals();
        closedCaptures = closed.captured();
        samples = closed.samples();
        end(closed.outcome(), closed.reason(), closed.endNanos() < 0 ? NEVER : time.toLoop(closed.endNanos()));
    }

    void restoreSkew(long nanos) {
        startSkewNanos = Math.max(startSkewNanos, nanos);
    }

    void end(Outcome how, String why, long atNanos) {
        outcome = how;
        reason = why;
        endNanos = atNanos;
    }

    /** Ends its being open: only counts and percentiles of these tallies are kept, and nothing of who shared it. */
    void close(TallySheet merged) {
        closedTotals = merged.totals();
        samples = reports().stream()
                .flatMap(report -> report.samples().stream())
                .sorted(Comparator.comparingLong(Sample::k))
                .toList();
        Map<String, Long> counts = new TreeMap<>();
        captured().forEach((name, values) -> {
            if (values.seen() > 0) {
                counts.put(name, values.seen());
            }
        });
        closedCaptures = counts;
        shares.clear();
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return reason;
    }

    Totals totals() {
        Totals totals = closedTotals;
        return totals == null ? sheet().totals() : totals;
    }

    Map<String, Long> captures() {
        return closedCaptures;
    }

    List<Sample> samples() {
        return samples;
    }

    /** How much of its schedule has passed, 0 to 1; for what ends by counts, as seen from its timeout. */
    double elapsedShare(long scheduleNow) {
        long length = phase.shape().length().orElse(phase.timeout()).toNanos();
        return length <= 0 ? 0 : Math.clamp((double) (scheduleNow - startSchedule) / length, 0, 1);
    }

    boolean started() {
        return startNanos != NEVER;
    }

    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return endNanos;
    }

    long gapNanos() {
        return gapNanos;
    }

    long startSkewNanos() {
        return startSkewNanos;
    }

    private List<ShareReport> reports() {
        List<ShareReport> reports = new ArrayList<>();
        for (Share share : shares.values()) {
            if (share.report != null) {
                reports.add(share.report);
            }
        }
        return reports;
    }

    /** Between the first and the last worker to start, in the coordinator's time. */
    private long skew() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Map.Entry<WorkerLink, Share> entry : shares.entrySet()) {
            ShareReport report = entry.getValue().report;
            if (report != null && report.startedNanos() >= 0) {
                long started = entry.getKey().toCoordinator(report.startedNanos());
                first = Math.min(first, started);
                last = Math.max(last, started);
            }
        }
        return last < first ? 0 : last - first;
    }
}
