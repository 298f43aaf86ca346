package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.run.Loop;
import java.util.List;
import java.util.function.Consumer;

/**
 * Begins workers: those at the start together, once the clock of each is known, and each that comes later by itself, with
 * the same origin. Confined to the coordinator's loop.
 */
final class Startup {
    private final Loop loop;
    private final WorkerSet workers;
    private final Runnable allBegun;
    private final Consumer<WorkerLink> joined;
    private boolean originNamed;
    private long originNanos;
    private boolean over;

    /**
     * @param allBegun called once, when the first workers have begun
     * @param joined called for each that begins later
     */
    Startup(Loop loop, WorkerSet workers, Runnable allBegun, Consumer<WorkerLink> joined) {
        this.loop = loop;
        this.workers = workers;
        this.allBegun = allBegun;
        this.joined = joined;
    }

    /** Where run time begins, in the loop's time; 0 before that was named. */
    long originNanos() {
        return originNanos;
    }

    /** Reads a worker's clock and begins it as soon as the origin is named. */
    void prepare(WorkerLink link) {
        link.readClock(() -> {
            if (originNamed) {
                begin(link);
            } else {
                look();
            }
        });
    }

    /** Sees whether the start can go on: after each answer, and after each loss. */
    void look() {
        List<WorkerLink> live = workers.live();
        if (over || live.isEmpty()) {
            return;
        }
        if (!originNamed) {
            if (!workers.placeIsVacant() && live.stream().allMatch(WorkerLink::clockKnown)) {
                originNamed = true;
                originNanos = loop.nanos() + workers.leadNanos();
                live.forEach(this::begin);
            }
        } else if (!workers.placeIsVacant() && live.stream().allMatch(WorkerLink::begun)) {
            over = true;
            allBegun.run();
        }
    }

    private void begin(WorkerLink link) {
        link.begin(originNanos, () -> {
            if (over) {
                joined.accept(link);
            } else {
                look();
            }
        });
    }
}
