package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.RateSchedule;
import dev.loadtest.engine.share.Shares;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the books say of a share whose worker is lost. What its last report knows to have ended, counts. Of the rest, what
 * was planned before the loss was established is sent and unresolved, and what was planned later is notSent{workerLost};
 * nothing is fired again by another worker.
 */
final class LostShare {
    /** Why what a lost worker was still to send is not sent. */
    static final String REASON = "workerLost";

    private final LoadPlan plan;
    private final Case item;
    private final FireOrder order;

    /** Whether a share was cut short because its worker's process was told to end. */
    static boolean owes(ShareReport share) {
        return share.sheet().state().lines().stream()
                .anyMatch(line -> line.tally().notSent().containsKey(REASON));
    }

    LostShare(LoadPlan plan, Case item, FireOrder order) {
        this.plan = plan;
        this.item = item;
        this.order = order;
    }

    /**
     * Closes the share.
     *
     * @param last what the worker reported last, null where it never did
     * @param elapsedNanos from the share's start to the loss, pauses taken out; negative where it had not begun
     * @param endMicros the loss, in run time
     */
    ShareReport close(@Nullable ShareReport last, long elapsedNanos, long endMicros) {
        TallySheet sheet = last == null ? new TallySheet() : last.sheet().copy();
        Map<TallyKey, long[]> owed = owed(elapsedNanos);
        owed.forEach((key, dueAndLater) -> settle(sheet.tally(key.request(), key.kind()), dueAndLater, endMicros));
        sheet.forEach((key, tally) -> {
            while (tally.inFlight() > 0) {
                tally.unresolved();
            }
        });
        return new ShareReport(
                order,
                last == null ? -1 : last.startedNanos(),
                last != null && last.ended() ? last.endedMicros() : Math.max(0, endMicros),
                true,
                last != null && last.timedOut(),
                sheet,
                last == null ? Map.of() : last.failures(),
                last == null ? 0 : last.tries(),
                last == null ? Map.of() : last.captured(),
                last == null ? List.of() : last.samples());
    }

    private static void settle(Tally tally, long[] dueAndLater, long endMicros) {
        long unknown = dueAndLater[0] + dueAndLater[1] - tally.planned();
        long later = Math.min(unknown, dueAndLater[1]);
        long due = unknown - later;
        tally.addPlanned(Math.max(0, unknown));
        for (long i = 0; i < due; i++) {
            tally.sent(endMicros, 0, 0, false);
        }
        if (later > 0) {
            tally.notSent(REASON, later);
        }
    }

    /** The share's requests by name and kind: those due by then, and those due later. */
    private Map<TallyKey, long[]> owed(long elapsedNanos) {
        Phase phase = plan.phase(item.phase());
        CaseDraw draw = CaseDraw.of(plan, item, order.captured());
        Map<TallyKey, long[]> owed = new HashMap<>();
        Indices indices = Shares.indices(phase.shape(), order.worker(), order.workers(), draw.key());
        LongPredicate due = due(phase.shape(), elapsedNanos);
        if (draw.uniform() && indices.size() > 0) {
            long dueOnes = countDue(indices, due);
            long[] dueAndLater = {dueOnes, indices.size() - dueOnes};
            owed.put(key(phase, draw, indices.from()), dueAndLater);
        } else {
            for (long k = indices.from(); k < indices.to(); k += indices.step()) {
                owed.computeIfAbsent(key(phase, draw, k), any -> new long[2])[due.test(k) ? 0 : 1]++;
            }
        }
        if (phase.shape() instanceof Shape.Until && Shares.soleWorker(draw.key(), order.workers()) == order.worker()) {
            String request = phase.mix().get(draw.entry(0)).request();
            long[] one = elapsedNanos >= 0 ? new long[] {1, 0} : new long[] {0, 1};
            owed.put(new TallyKey(request, Kind.TRACKED), one);
        }
        return owed;
    }

    /** Whether request k was planned before the loss; of counted users' requests that is known of none. */
    private static LongPredicate due(Shape shape, long elapsedNanos) {
        return switch (shape) {
            case Shape.Rate rate -> {
                RateSchedule schedule = RateSchedule.of(rate);
                yield k -> schedule.nanosAt(k) + rate.warmup().toNanos() <= elapsedNanos;
            }
            case Shape.Burst burst -> k -> elapsedNanos >= 0;
            case Shape.CountedUsers users -> k -> false;
            case Shape.TimedUsers users -> k -> false;
            case Shape.Until until -> k -> elapsedNanos >= 0;
        };
    }

    /** How many of them are due: those before the first that is not, since no request is due before one before it. */
    private static long countDue(Indices indices, LongPredicate due) {
        long most = indices.size();
        long least = 0;
        while (least < most) {
            long middle = (least + most) >>> 1;
            if (due.test(indices.from() + middle * indices.step())) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    private static TallyKey key(Phase phase, CaseDraw draw, long k) {
        Kind kind = draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
        return new TallyKey(phase.mix().get(draw.entry(k)).request(), kind);
    }
}
