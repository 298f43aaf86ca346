package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.share.Shares;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The shares of a case with their workers and last reports. Confined to the coordinator's loop. */
public final class ShareTable {
    private final Case item;
    private final Phase phase;
    private final Map<WorkerLink, Share> shares = new LinkedHashMap<>();
    private long startSkewNanos;

    /** One worker's order and last report. */
    public static final class Share {
        private final FireOrder order;
        private @Nullable ShareReport report;
        /** Set if its worker was lost, or received SIGTERM, before the share was closed. */
        private @Nullable Loss loss;
        /** Set while the rest of the lost share is being counted. */
        private @Nullable LostShare counting;

        Share(FireOrder order) {
            this.order = order;
        }

        public FireOrder order() {
            return order;
        }

        @Nullable
        public ShareReport report() {
            return report;
        }

        @Nullable
        public Loss loss() {
            return loss;
        }

        boolean isClosed() {
            return report != null && report.closed();
        }
    }

    ShareTable(Case item, Phase phase) {
        this.item = item;
        this.phase = phase;
    }

    /** Workers with a share, in order of their positions; a copy. */
    public List<WorkerLink> workers() {
        return List.copyOf(shares.keySet());
    }

    /** Visits each share, in order of positions. */
    public void each(BiConsumer<WorkerLink, Share> action) {
        shares.forEach(action);
    }

    void give(WorkerLink link, FireOrder order) {
        shares.put(link, new Share(order));
    }

    /** Applies a report; a later report replaces an earlier one, and nothing replaces a closed share. */
    public void take(WorkerLink link, ShareReport report) {
        Share share = shares.get(link);
        if (share != null && !share.isClosed()) {
            share.report = report;
            startSkewNanos = Math.max(startSkewNanos, skew());
        }
    }

    /** A living worker received SIGTERM before its share was over. */
    public void leave(WorkerLink link, Loss loss) {
        Share share = shares.get(link);
        if (share != null && share.loss == null) {
            share.loss = loss;
        }
    }

    /**
     * Begins to close the share of a lost worker; {@link #count()} completes it.
     *
     * @return number of requests without a known end, or never sent
     */
    public long lose(LoadPlan plan, WorkerLink link, Loss loss) {
        Share share = shares.get(link);
        if (share == null || share.isClosed()) {
            return 0;
        }
        leave(link, loss);
        LostShare lost = new LostShare(plan, item, share.order, share.report, loss);
        share.counting = lost;
        return lost.unaccounted();
    }

    /** Counts the rest of lost shares for a fraction of a millisecond; true once all are closed. */
    public boolean count() {
        boolean counted = true;
        for (Share share : shares.values()) {
            LostShare lost = share.counting;
            if (lost != null && lost.step()) {
                share.report = lost.closed();
                share.counting = null;
            }
            counted &= share.counting == null;
        }
        return counted;
    }

    /**
     * Users lost with their workers before their time was over.
     *
     * @param endNanos end of the case, in schedule time from its start
     */
    public Map<WorkerLink, MissingUsers> missingUsers(LoadPlan plan, long endNanos) {
        Map<WorkerLink, MissingUsers> missing = new LinkedHashMap<>();
        shares.forEach((link, share) -> {
            if (share.loss != null) {
                MissingUsers.of(phase, share.order, Shares.caseHash(plan, item), share.loss, endNanos)
                        .ifPresent(users -> missing.put(link, users));
            }
        });
        return missing;
    }

    @Nullable
    public Loss loss(WorkerLink link) {
        Share share = shares.get(link);
        return share == null ? null : share.loss;
    }

    public boolean allSharesEnded() {
        return shares.values().stream().allMatch(share -> share.report != null && share.report.ended());
    }

    public boolean allSharesClosed() {
        return shares.values().stream().allMatch(Share::isClosed);
    }

    /** Whether a share is not closed yet. */
    public boolean isOwedBy(WorkerLink link) {
        Share share = shares.get(link);
        return share != null && !share.isClosed();
    }

    /** Whether a worker received SIGTERM before its share was sent. */
    boolean isUnsentBy(WorkerLink link) {
        Share share = shares.get(link);
        return share != null && share.report != null && LostShare.owes(share.report);
    }

    /** Whether a living worker has not reported the end of its share. */
    boolean isRunByAny() {
        return shares.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().lost()
                        && (entry.getValue().report == null
                                || !entry.getValue().report.ended()));
    }

    public boolean timedOut() {
        return shares.values().stream().anyMatch(share -> share.report != null && share.report.timedOut());
    }

    public long tries() {
        return reports().stream().mapToLong(ShareReport::tries).sum();
    }

    /** Tallies of all workers, merged. */
    public TallySheet sheet() {
        TallySheet merged = new TallySheet();
        reports().forEach(report -> merged.add(report.sheet()));
        return merged;
    }

    /** Blocks of all workers, merged. */
    BlockSheet blocks() {
        BlockSheet merged = new BlockSheet();
        reports().forEach(report -> merged.add(report.blocks()));
        return merged;
    }

    /** What became of the units of all workers. */
    UnitCounts units() {
        return reports().stream().map(ShareReport::units).reduce(UnitCounts.NONE, UnitCounts::plus);
    }

    /** Visits the tallies of each worker, not merged. */
    public void forEach(BiConsumer<TallyKey, Tally> action) {
        reports().forEach(report -> report.sheet().forEach(action));
    }

    /** Visits the tallies of journeys of each share, one after the other. */
    public void forEachJourney(BiConsumer<TallyKey, Tally> action) {
        reports().forEach(report -> report.sheet().forEachJourney(action));
    }

    /** Reasons of failed tracked requests, most frequent first. */
    public List<Map.Entry<String, Long>> failures() {
        Map<String, Long> merged = new TreeMap<>();
        reports().forEach(report -> report.failures().forEach((why, n) -> merged.merge(why, n, Long::sum)));
        return merged.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /** Captures of all workers for this case. */
    public Map<String, Capturing> captured() {
        Map<String, Capturing> merged = new TreeMap<>();
        reports().forEach(report -> report.captured()
                .forEach((name, values) ->
                        merged.computeIfAbsent(name, n -> new Capturing()).addAll(values)));
        return merged;
    }

    /** End of the last share to end, in microseconds of run time. */
    public long endedMicros() {
        return reports().stream().mapToLong(ShareReport::endedMicros).max().orElse(0);
    }

    /** Number of requests unsent because living workers received SIGTERM, by worker index. */
    public SortedMap<Integer, Long> notSentByLeaving() {
        SortedMap<Integer, Long> unsent = new TreeMap<>();
        shares.forEach((link, share) -> {
            if ((share.loss == null || share.loss.leaving()) && share.report != null) {
                share.report.sheet().forEach((key, tally) -> {
                    long of = tally.notSent(LostShare.REASON);
                    if (of > 0) {
                        unsent.merge(link.index(), of, Long::sum);
                    }
                });
            }
        });
        return unsent;
    }

    /** Saved responses, in order of their requests. */
    public List<Sample> samples() {
        return reports().stream()
                .flatMap(report -> report.samples().stream())
                .sorted(Comparator.comparingLong(Sample::k).thenComparingLong(Sample::sending))
                .toList();
    }

    /** Difference between the first and the last worker to start, as far as reported. */
    public long startSkewNanos() {
        return startSkewNanos;
    }

    public void restoreSkew(long nanos) {
        startSkewNanos = Math.max(startSkewNanos, nanos);
    }

    /** Adopts the state of a lost worker's share from another coordinator. */
    public void restoreLost(LoadPlan plan, WorkerLink link, OpenCase.LostPart part) {
        Share share = shares.get(link);
        if (share == null) {
            return;
        }
        ShareReport known = new ShareReport(
                share.order,
                -1,
                part.endedMicros(),
                part.closed(),
                part.timedOut(),
                TallySheet.of(part.sheet()),
                BlockSheet.of(part.blocks()),
                part.units(),
                part.failures(),
                part.tries(),
                Map.of(),
                List.of());
        Loss loss = part.loss();
        share.loss = loss;
        share.report = known;
        if (loss != null && !part.closed()) {
            share.counting = new LostShare(plan, item, share.order, known, loss);
        }
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

    /** Difference between the first and the last worker to start, in the coordinator's time. */
    private long skew() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Map.Entry<WorkerLink, Share> entry : shares.entrySet()) {
            ShareReport report = entry.getValue().report;
            if (report != null && report.startedNanos() >= 0) {
                long started = entry.getKey().clock().toCoordinator(report.startedNanos());
                first = Math.min(first, started);
                last = Math.max(last, started);
            }
        }
        return last < first ? 0 : last - first;
    }
}
