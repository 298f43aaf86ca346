package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.takeover.Checkpointer;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import java.util.List;
import java.util.function.Consumer;

/**
 * Begins workers: those at the start together, once the clock of each is known and a checkpoint names them, and each that
 * comes later by itself, with the same origin. Confined to the coordinator's loop.
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
     * @param joined called for each that is ready later
     */
    Startup(Run run, Checkpointer checkpoints, Runnable allBegun, Consumer<WorkerLink> joined) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.allBegun = allBegun;
        this.joined = joined;
    }

    /** The run was begun by another coordinator. */
    void isOver() {
        naming = true;
        over = true;
    }

    /** Reads a worker's clock and begins it as soon as the origin is named. */
    void prepare(WorkerLink link) {
        link.meet(standing -> {
            if (standing.begun()) {
                // Whoever began it has written so down before; cases that it has fired must not be fired again.
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

    /** Sees whether the start can go on: after each answer, and after each loss. */
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

    /** Whether every place has a worker again that is not lost. */
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
