package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.takeover.Takeover;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of a run that another coordinator drove is being read; commands are executed afterwards. */
final class TakingOver extends Stage {
    private final Takeover takeover;
    private final List<Runnable> deferred = new ArrayList<>();

    TakingOver(Course course, Checkpoint before) {
        super(course);
        takeover = new Takeover(course.run(), before, course.given(), course, course::defective, this::takenOver);
    }

    void begin() {
        takeover.start();
    }

    /** Ends the takeover with what is known so far. */
    void abandon() {
        takeover.abandon();
    }

    @Override
    Live.State state() {
        return Live.State.STARTING;
    }

    @Override
    void join(Worker replacement) {
        deferred.add(() -> course.stage().join(replacement));
    }

    @Override
    void suspend(String reason) {
        deferred.add(() -> course.stage().suspend(reason));
    }

    @Override
    void resume() {
        deferred.add(() -> course.stage().resume());
    }

    @Override
    void end(Ending ending) {
        deferred.add(() -> course.stage().end(ending));
    }

    private void takenOver() {
        if (course.run().time().hasOrigin()) {
            goOn();
        } else {
            Starting starting = new Starting(course);
            course.enter(starting);
            starting.await();
            takeover.forEachDeparted(course.losses()::lost);
            course.startup().look();
        }
        List.copyOf(deferred).forEach(Runnable::run);
        deferred.clear();
        course.goFurther();
    }

    /** Continues the run where the other coordinator left it. */
    private void goOn() {
        CaseFlow flow = course.flow();
        course.startup().isOver();
        course.enter(new Running(course));
        course.keepWatch();
        takeIn();
        enterStage();
        // Ended cases first: later phases draw from their captures.
        course.openCases().forEach(flow::settle);
        course.openCases().forEach(flow::count);
        takeover.gone().ifPresent(course.losses()::sayWhatMayBeSentTwice);
        takeover.forEachDeparted(course.losses()::lost);
        afterPause(flow::fireMissing);
        if (course.run().time().drains() && course.run().time().endedEarly()) {
            course.stopWorkers();
        } else if (takeover.wasStopped()) {
            endAsItsWorkersWereTold();
        }
        course.checkpoints().changed();
    }

    private void enterStage() {
        RunTime time = course.run().time();
        if (time.drains()) {
            Draining draining = new Draining(course);
            course.enter(draining);
            draining.until(time.drainNanos() + course.plan().drain().toNanos());
            if (takeover.pausedThemselves() && !time.endedEarly()) {
                course.pauses().end();
            }
        } else if (course.run().clock().paused()) {
            course.enter(new Suspended(course));
            course.workers().begun(link -> link.command(link.worker().pause()));
            if (takeover.pausedThemselves()) {
                course.stage().resume();
            }
        }
    }

    /** Workers that no head reported as begun, and indexes to be replaced. */
    private void takeIn() {
        for (WorkerLink link : course.workers().live()) {
            if (!link.begun()) {
                course.startup().begin(link);
            } else if (!link.ready()) {
                course.checkpoints().whenCommitted(() -> {
                    course.workers().admit(link);
                    course.flow().advance();
                });
            }
        }
        if (!course.run().time().drains()) {
            course.workers().awaitPlaces(() -> course.losses()
                    .goOnWithout("they were lost before an operator took the run over"));
        }
    }

    /** No checkpoint contains the reason of the end; a failed phase or threshold that demands it is the reason. */
    private void endAsItsWorkersWereTold() {
        Run run = course.run();
        Optional<String> failed = course.flow().passEnded().or(() -> run.decisions()
                .brokenAbort(run.sequence().lastStarted()));
        course.stage()
                .end(
                        failed.isPresent()
                                ? Ending.failed(course.log(), failed.get())
                                : Ending.aborted(course.log(), "it was stopped by an operator that is gone"));
    }

    /** Orders name instants after every pause. */
    private void afterPause(Runnable task) {
        if (course.run().clock().paused()) {
            course.run().clock().at(course.run().clock().now(), task);
        } else {
            task.run();
        }
    }
}
