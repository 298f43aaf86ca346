package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.share.ArrivalSchedule;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.IndexCount;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.Shares;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Closes the books of a lost worker's share. Outcomes in its last report count. Of the rest, requests planned before
 * the loss are sent and unresolved, and later ones are notSent{workerLost}; no other worker sends them. A worker sends
 * the requests of one name in the order of its plan, so the rest are those of each name behind the reported ones.
 *
 * <p>Requests that a begun journey had not sent are notSent{workerLost}; the journey itself is unresolved.
 *
 * <p>If the plan gives instants, the books never show fewer requests as sent than the target received: a request counts
 * as sent from its planned instant on, and so does the first request of a journey. Users, and later steps of a journey,
 * have no such instants: only reported requests are known.
 *
 * <p>The number of requests is known at once; their names and kinds, if they differ, are counted in {@linkplain #step()
 * steps}.
 */
public final class LostShare {
    /** The notSent reason for requests of a lost worker. */
    public static final String REASON = "workerLost";

    private final Phase phase;
    private final FireOrder order;
    private final @Nullable ShareReport last;
    private final Loss loss;
    private final UnitCounts units;
    /** Number of units that the worker had not come to, apart from tries. */
    private final long size;

    private final LostTries tries;
    private final IndexCount dueCount;
    private final IndexCount laterCount;
    private final IndexCount warmupCount;
    private final IndexCount earlyCount;
    private final IndexCount lastCount;
    private final CaseDraw draw;

    /** @param last the worker's last report, null if there is none */
    LostShare(LoadPlan plan, Case item, FireOrder order, @Nullable ShareReport last, Loss loss) {
        this.phase = plan.phase(item.phase());
        this.order = order;
        this.last = last;
        this.loss = loss;
        this.draw = CaseDraw.of(plan, item, order.captured());
        this.units = last == null ? UnitCounts.NONE : last.units();
        Unbegun unbegun = Unbegun.of(phase, units, UnitCounts.OfUnit::scored);
        Indices all = Shares.indices(phase.shape(), order.worker(), order.workers(), draw.key());
        Indices rest = unbegun == null ? all.without(units.scored()) : all;
        Indices due = rest.first(dueOf(phase.shape(), rest));
        Unbegun warmupUnbegun = Unbegun.of(phase, units, UnitCounts.OfUnit::unscored);
        Indices warmup = warmup(phase.shape(), warmupUnbegun == null ? units.unscored() : 0);
        this.tries = tries(phase.shape());
        this.size = Math.max(0, all.size() - units.scored())
                + Math.max(0, warmup.size() - (warmupUnbegun == null ? 0 : units.unscored()));
        this.dueCount = IndexCount.of(draw, due, unbegun);
        this.laterCount = IndexCount.of(draw, rest.without(due.size()), unbegun);
        this.warmupCount = IndexCount.of(draw.warmup(), warmup, warmupUnbegun);
        long deciding = units.unscored() + tries.unscored();
        this.earlyCount = IndexCount.of(draw, new Indices(units.unscored(), deciding, 1));
        this.lastCount = IndexCount.of(draw, new Indices(deciding, deciding + tries.due() + tries.later(), 1));
    }

    /** Whether SIGTERM of its worker cut a share short. */
    public static boolean owes(ShareReport share) {
        return share.sheet().state().lines().stream()
                .anyMatch(line -> line.tally().counts().notSent().containsKey(REASON));
    }

    public Loss loss() {
        return loss;
    }

    /** Number of requests without a known end, or never sent. */
    long unaccounted() {
        long known = last == null ? 0 : last.sheet().inFlight() + last.sheet().open();
        return known + size + tries.unscored() + tries.due() + tries.later();
    }

    /** Counts for a fraction of a millisecond; true once complete. Due units first: later ones follow them. */
    public boolean step() {
        return dueCount.step() && laterCount.step() && warmupCount.step() && earlyCount.step() && lastCount.step();
    }

    /** The closed share, once counting is complete. */
    public ShareReport closed() {
        TallySheet sheet = last == null ? new TallySheet() : last.sheet().copy();
        long micros = Math.max(0, loss.atNanos() / 1_000);
        LostUnits lost = new LostUnits(sheet, phase, draw, micros);
        lost.begun(dueCount, null);
        lost.never(laterCount, REASON);
        new LostUnits(sheet, phase, draw.warmup(), micros).begun(warmupCount, Kind.UNSCORED);
        lost.begun(earlyCount, Kind.UNSCORED);
        if (tries.due() > 0) {
            lost.begun(lastCount, Kind.TRACKED);
        } else {
            lost.never(lastCount, REASON);
        }
        sheet.forEach((key, tally) -> {
            if (tally.open() > 0) {
                tally.notSent(REASON, tally.open());
            }
            tally.allUnresolved();
        });
        sheet.forEachJourney((key, tally) -> tally.allUnresolved());
        return new ShareReport(
                order,
                last == null ? -1 : last.startedNanos(),
                last != null && last.ended() ? last.endedMicros() : micros,
                true,
                last != null && last.timedOut(),
                sheet,
                last == null ? new BlockSheet() : last.blocks(),
                units.lost(trackedDue()),
                last == null ? Map.of() : last.failures(),
                last == null ? 0 : last.tries(),
                last == null ? Map.of() : last.captured(),
                last == null ? List.of() : last.samples());
    }

    private long trackedDue() {
        long[] tracked = {tries.due()};
        dueCount.forEach((entry, kind, n) -> tracked[0] += kind == Kind.TRACKED ? n : 0);
        return tracked[0];
    }

    /** Number of unreported scored requests that were due; unknown, and 0, for counted users. */
    private long dueOf(Shape shape, Indices rest) {
        return switch (shape) {
            case Shape.Rate rate ->
                countDue(
                        rest,
                        ArrivalSchedule.of(rate, draw.key())::nanosAt,
                        rate.warmup().toNanos());
            case Shape.Burst burst -> countDue(rest, k -> 0, 0);
            case Shape.CountedUsers users -> 0;
            case Shape.TimedUsers users -> 0;
            case Shape.Until until -> 0;
        };
    }

    /** Warm-up requests of a rate that were due, but the first ones; those unsent at the end of a warm-up are never sent. */
    private Indices warmup(Shape shape, long reported) {
        if (!(shape instanceof Shape.Rate rate)
                || loss.reportedNanos() >= rate.warmup().toNanos()) {
            return Indices.NONE;
        }
        ArrivalSchedule schedule = ArrivalSchedule.warmup(rate, draw.warmup().key());
        Indices rest = new Indices(order.worker(), schedule.total(), order.workers()).without(reported);
        return rest.first(countDue(rest, schedule::nanosAt, 0));
    }

    private LostTries tries(Shape shape) {
        boolean mine = Shares.soleWorker(draw.key(), order.workers()) == order.worker();
        return shape instanceof Shape.Until until && mine && units.scored() == 0
                ? LostTries.of(until, last == null ? 0 : last.tries(), units.unscored(), loss)
                : LostTries.NONE;
    }

    /** Number of due requests: those before the first that is not due, since due instants never fall. */
    private long countDue(Indices indices, LongUnaryOperator nanosAt, long offsetNanos) {
        long most = indices.size();
        long least = 0;
        while (least < most) {
            long middle = (least + most) >>> 1;
            if (nanosAt.applyAsLong(indices.from() + middle * indices.step()) + offsetNanos <= loss.elapsedNanos()) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }
}
