package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.IndexCount;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.JourneyDraw;
import org.jspecify.annotations.Nullable;

/**
 * Files units of a share that will not be sent. To count those of a day of a mixed rate takes seconds, so it is done in steps,
 * between which the loop does its other work. Confined to the loop.
 */
final class UnsentUnits {
    private final Loop loop;
    private final CaseDraw draw;
    private final Slots slots;
    private final ShareBooks books;
    private final Runnable filed;
    private final Runnable counted;
    private int counts;

    /**
     * Empty.
     *
     * @param filed called after each filing
     * @param counted called after a filing that took several steps
     */
    UnsentUnits(Loop loop, CaseDraw draw, Slots slots, ShareBooks books, Runnable filed, Runnable counted) {
        this.loop = loop;
        this.draw = draw;
        this.slots = slots;
        this.books = books;
        this.filed = filed;
        this.counted = counted;
    }

    /** Whether any are still being counted; the share has not ended before. */
    boolean areCounted() {
        return counts > 0;
    }

    void file(long k, Kind kind, String reason) {
        int entry = draw.entry(k);
        int slot = slots.ofEntry[entry];
        JourneyPlan plan = slots.journeys[entry];
        JourneyDraw journey = draw.journey(entry);
        if (plan == null || journey == null) {
            books.notSent(slot, kind, reason, 1);
        } else {
            books.notBegun(plan.name, kind, reason, 1);
            for (JourneyPlan.Step step : plan.steps) {
                int times = journey.times(k, step.index());
                if (times > 0) {
                    books.notSent(step.slot(), kind, reason, times);
                }
            }
        }
        filed.run();
    }

    /** @param from by entry of the mix: its first unit to file, if these are fewer; null for all of them */
    void file(Indices rest, long @Nullable [] from, String reason) {
        IndexCount count = IndexCount.of(draw, rest, from == null ? null : (entry, k) -> k >= from[entry]);
        if (count.step()) {
            file(count, reason);
        } else {
            counts++;
            later(count, reason);
        }
    }

    private void later(IndexCount count, String reason) {
        // By a timer: executed tasks might precede the reading of arrived data.
        loop.at(loop.nanos(), () -> {
            if (count.step()) {
                counts--;
                file(count, reason);
                counted.run();
            } else {
                later(count, reason);
            }
        });
    }

    private void file(IndexCount count, String reason) {
        count.forEach((entry, kind, units) -> {
            JourneyPlan journey = slots.journeys[entry];
            if (journey == null) {
                books.notSent(slots.ofEntry[entry], kind, reason, units);
            } else {
                books.notBegun(journey.name, kind, reason, units);
            }
        });
        count.forEachStep(
                (entry, step, kind, requests) -> books.notSent(slots.ofEntry[entry] + step, kind, reason, requests));
        filed.run();
    }
}
