package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.takeover.Checkpointer;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import java.util.List;
import java.util.function.Consumer;

/**
 * Begins workers: the first ones together, once each clock is known and a checkpoint names them, and each later one by
 * itself, with the same origin. Confined to the coordinator's loop.
 */
final class Startup {
    private final Run run;
    private final Checkpointer checkpoints;
    private final Runnable allBegun;
    private final Consumer<WorkerLink> joined;
    private boolean naming;
    private boolean over;

    /**
     * @param allBegun called once, when the first workers have begun
     * @param joined called for each later worker that is ready
     */
    Startup(Run run, Checkpointer checkpoints, Runnable allBegun, Consumer<WorkerLink> joined) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.allBegun = allBegun;
        this.joined = joined;
    }

    /** Another coordinator began the run. */
    void isOver() {
        naming = true;
        over = true;
    }

    /** Reads a worker's clock, and begins the worker once the origin is known. */
    void prepare(WorkerLink link) {
        link.meet(standing -> {
            if (standing.begun()) {
                // The coordinator that began it had recorded this; its cases must not be sent again.
                link.lose(
                        over
                                ? "it was given up before, and has come back"
                                : "it had begun before, and the checkpoint that tells of it is gone");
            } else if (run.time().hasOrigin()) {
                begin(link);
            } else {
                look();
            }
        });
    }

    /** Checks whether the start can continue, after each answer and each loss. */
    void look() {
        List<WorkerLink> live = run.workers().live();
        if (over || live.isEmpty() || !run.time().hasOrigin() && run.workers().awaitsReplacement() && !isManned(live)) {
            return;
        }
        if (!naming && live.stream().allMatch(link -> link.clock().isKnown())) {
            naming = true;
            checkpoints.whenCommitted(() -> {
                run.time().origin(run.loop().nanos() + run.workers().leadNanos());
                run.workers().live().stream()
                        .filter(link -> link.clock().isKnown())
                        .forEach(this::begin);
            });
        } else if (run.time().hasOrigin() && live.stream().allMatch(WorkerLink::ready)) {
            over = true;
            allBegun.run();
        }
    }

    /** Whether every index has a worker that is not lost. */
    private boolean isManned(List<WorkerLink> live) {
        return live.stream().map(WorkerLink::index).distinct().count()
                == run.workers().places();
    }

    void begin(WorkerLink link) {
        link.begin(
                run.time().originNanos(),
                () -> checkpoints.whenCommitted(() -> {
                    if (!link.lost()) {
                        run.workers().admit(link);
                        if (over) {
                            joined.accept(link);
                        } else {
                            look();
                        }
                    }
                }));
    }
}
