package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.run.WorkerReport;

/**
 * Behaviour of a run between two changes of its course. A stage enters its successor itself; events that it does not
 * handle have no effect. Confined to the coordinator's loop.
 */
abstract sealed class Stage permits Starting, TakingOver, Running, Suspended, Draining, Ended {
    final Course course;

    Stage(Course course) {
        this.course = course;
    }

    /** State for observers. */
    abstract Live.State state();

    /** A replacement for a lost worker has come. */
    void join(Worker replacement) {
        course.welcome(replacement);
    }

    void suspend(String reason) {}

    void resume() {}

    /** The run ends early: nothing more is sent. */
    abstract void end(Ending ending);

    /** The first workers have begun. */
    void begun() {}

    /** A later worker is ready. */
    void joined(WorkerLink link) {}

    /** Every case has ended. */
    void allEnded() {}

    /** Whether cases may be started. */
    boolean startsCases() {
        return false;
    }

    /** Resumes after a pause or a wait, if in one. */
    boolean goesOn() {
        return false;
    }

    void reported(WorkerLink link, WorkerReport report) {
        course.losses().reported(link, report);
        course.pauses().pausedThemselves(link, report).ifPresent(since -> course.stage()
                .pausedThemselves(since));
        course.goFurther();
    }

    /** Workers without a coordinator have paused since an instant of the loop. */
    void pausedThemselves(long sinceNanos) {}

    void lost(WorkerLink link, String why) {
        course.losses().lost(link, why);
    }

    /** Checks whether everything that a stage waits for is known. */
    void finishIfDrained() {}

    /** The startup deadline has passed. */
    void startupDeadline() {}

    /** Once a second: checks aborting thresholds. */
    void checkAborts() {}

    /** Ends a run that has begun: sending stops, then requests in flight drain. */
    final void endAndDrain(Ending ending) {
        ending.filed();
        Draining draining = new Draining(course);
        course.enter(draining);
        course.stopSending();
        course.flow().endAll(ending.reason());
        draining.begin();
    }
}
