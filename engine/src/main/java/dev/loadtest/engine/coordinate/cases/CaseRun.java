package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.ClosedCase;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A case in the coordinator: waiting, then open with a table of shares (also for a while after its end), then closed:
 * its tallies are handed over, and only counts and percentiles remain. Confined to the coordinator's loop.
 */
public final class CaseRun {
    private static final long NEVER = Long.MIN_VALUE;

    private final Case item;
    private final Phase phase;
    private State state;
    private @Nullable Outcome outcome;
    private String reason = "";
    private long startNanos = NEVER;
    private long startSchedule;
    private long endNanos = NEVER;
    private long gapNanos;

    private sealed interface State {}

    /** Nothing of it was sent; it may be skipped. */
    private record Waiting() implements State {}

    /** It was started, and its tallies are not handed over yet. */
    private record Open(ShareTable shares) implements State {}

    /** Final. */
    private record Closed(Totals totals, Map<String, Long> captures, List<Sample> samples, long startSkewNanos)
            implements State {}

    CaseRun(Case item, Phase phase) {
        this.item = item;
        this.phase = phase;
        this.state = new Waiting();
    }

    public Case item() {
        return item;
    }

    public Phase phase() {
        return phase;
    }

    /**
     * Opens it.
     *
     * @param atNanos its start in the loop's time
     * @param scheduleNanos the same in schedule time
     * @param gap since the end of the previous case
     */
    public void begin(long atNanos, long scheduleNanos, long gap) {
        state = new Open(new ShareTable(item, phase));
        startNanos = atNanos;
        startSchedule = scheduleNanos;
        gapNanos = gap;
    }

    /**
     * Gives each worker its share; the orders are not sent yet.
     *
     * @param sharers in order of their positions
     * @param atNanos the start of the case in the loop's time
     * @param captured the values that its requests draw from, by name
     */
    public void give(List<WorkerLink> sharers, long atNanos, Map<String, List<CapturedValue>> captured) {
        // One list for all orders: with a list for each, memory would grow with the square of the workers.
        List<Integer> indices =
                List.copyOf(sharers.stream().map(WorkerLink::index).toList());
        for (int place = 0; place < sharers.size(); place++) {
            WorkerLink link = sharers.get(place);
            long start = link.clock().toWorker(atNanos);
            shares().give(link, new FireOrder(item.id(), place, sharers.size(), start, captured, indices));
        }
    }

    /** The table of shares; empty before it is open, and once it is closed. */
    public ShareTable shares() {
        return switch (state) {
            case Open open -> open.shares();
            case Waiting waiting -> new ShareTable(item, phase);
            case Closed closed -> new ShareTable(item, phase);
        };
    }

    /** Progress of its schedule at an instant of schedule time. */
    public long elapsedNanos(long scheduleNanos) {
        return scheduleNanos - startSchedule;
    }

    public boolean isRunning() {
        return startNanos != NEVER && outcome == null;
    }

    /** Whether it cannot have ended: its schedule is not over, or a living worker has not ended its share. */
    public boolean isSurelyRunning(long scheduleNow) {
        boolean scheduled = phase.shape()
                .length()
                .filter(length -> elapsedNanos(scheduleNow) < length.toNanos())
                .isPresent();
        return isRunning() && (scheduled || shares().isRunByAny());
    }

    public boolean hasEnded() {
        return outcome != null;
    }

    public boolean isOpen() {
        return state instanceof Open;
    }

    /** Whether a worker received SIGTERM before its share was sent, or while its users had time left. */
    public boolean wasCutShortBy(LoadPlan plan, WorkerLink link) {
        return shares().isUnsentBy(link) || missesUsersOf(plan, link);
    }

    /** Whether users of a lost or ending worker are missing from now on. */
    public boolean missesUsersOf(LoadPlan plan, WorkerLink link) {
        return isRunning()
                && shares().missingUsers(plan, phase.timeout().toNanos()).containsKey(link);
    }

    /** The tallies of all workers, merged; empty unless it is open. */
    public TallySheet sheet() {
        return shares().sheet();
    }

    /** The blocks of all workers, merged; empty unless it is open. */
    BlockSheet blocks() {
        return shares().blocks();
    }

    /** Takes over a case from another coordinator of which nothing can change any more. */
    public void restore(ClosedCase closed, RunTime time) {
        if (closed.startNanos() >= 0) {
            startNanos = time.toLoop(closed.startNanos());
        }
        gapNanos = closed.gapNanos();
        state = new Closed(closed.totals(), closed.captured(), closed.samples(), closed.startSkewNanos());
        end(closed.outcome(), closed.reason(), closed.endNanos() < 0 ? NEVER : time.toLoop(closed.endNanos()));
    }

    public void end(Outcome how, String why, long atNanos) {
        outcome = how;
        reason = why;
        endNanos = atNanos;
    }

    /** Ends its being open: only counts and percentiles of these tallies are kept, and nothing of who shared it. */
    public void close(TallySheet merged) {
        ShareTable shares = shares();
        Map<String, Long> counts = new TreeMap<>();
        shares.captured().forEach((name, values) -> {
            if (values.seen() > 0) {
                counts.put(name, values.seen());
            }
        });
        state = new Closed(merged.totals(), counts, shares.samples(), shares.startSkewNanos());
    }

    @Nullable
    public Outcome outcome() {
        return outcome;
    }

    public String reason() {
        return reason;
    }

    public Totals totals() {
        return state instanceof Closed closed ? closed.totals() : sheet().totals();
    }

    public Map<String, Long> captures() {
        return state instanceof Closed closed ? closed.captures() : Map.of();
    }

    public List<Sample> samples() {
        return state instanceof Closed closed ? closed.samples() : List.of();
    }

    public long startSkewNanos() {
        return state instanceof Closed closed ? closed.startSkewNanos() : shares().startSkewNanos();
    }

    /** How much of its schedule has passed, 0 to 1; for what ends by counts, as seen from its timeout. */
    public double elapsedShare(long scheduleNow) {
        long length = phase.shape().length().orElse(phase.timeout()).toNanos();
        return length <= 0 ? 0 : Math.clamp((double) (scheduleNow - startSchedule) / length, 0, 1);
    }

    public boolean started() {
        return startNanos != NEVER;
    }

    public long startNanos() {
        return startNanos;
    }

    public long endNanos() {
        return endNanos;
    }

    public long gapNanos() {
        return gapNanos;
    }
}
