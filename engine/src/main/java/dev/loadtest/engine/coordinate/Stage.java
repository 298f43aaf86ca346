package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.run.WorkerReport;

/**
 * What a run does about what happens, from one change of its course to the next. Each stage enters its successor itself;
 * what it says nothing about changes nothing. Confined to the coordinator's loop.
 */
abstract sealed class Stage permits Starting, TakingOver, Running, Suspended, Draining, Ended {
    final Course course;

    Stage(Course course) {
        this.course = course;
    }

    /** What the run's observers are shown. */
    abstract Live.State state();

    /** A worker has come in the place of a lost one. */
    void join(Worker replacement) {
        course.welcome(replacement);
    }

    void suspend(String reason) {}

    void resume() {}

    /** The run ends before its time: nothing more is sent. */
    abstract void end(Ending ending);

    /** The first workers have begun. */
    void begun() {}

    /** A worker that has come later is ready. */
    void joined(WorkerLink link) {}

    /** Every case has ended. */
    void allEnded() {}

    /** Whether cases may be started. */
    boolean startsCases() {
        return false;
    }

    /** Whether the run goes on after a pause or a wait, if it is in one. */
    boolean goesOn() {
        return false;
    }

    void reported(WorkerLink link, WorkerReport report) {
        course.losses().reported(link, report);
        course.pauses().pausedThemselves(link, report).ifPresent(since -> course.stage()
                .pausedThemselves(since));
        course.goFurther();
    }

    /** Workers that heard of no coordinator have paused, since an instant of the loop. */
    void pausedThemselves(long sinceNanos) {}

    void lost(WorkerLink link, String why) {
        course.losses().lost(link, why);
    }

    /** Sees whether all is known that a stage waits for. */
    void finishIfDrained() {}

    /** The workers should be ready by now. */
    void startupDeadline() {}

    /** Once a second: sees whether an aborting threshold is broken. */
    void checkAborts() {}

    /** Ends a run that has begun: first nothing more is sent, then what is in flight drains. */
    final void endAndDrain(Ending ending) {
        ending.filed();
        Draining draining = new Draining(course);
        course.enter(draining);
        course.stopSending();
        course.flow().endAll(ending.reason());
        draining.begin();
    }
}
