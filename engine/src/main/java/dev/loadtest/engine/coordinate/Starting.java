package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import org.jspecify.annotations.Nullable;

/** Workers are identified and begun; nothing is sent yet. */
final class Starting extends Stage {
    /** Reason for suspending the run right after the start; null if it is not to be suspended. */
    private @Nullable String suspension;

    Starting(Course course) {
        super(course);
    }

    @Override
    Live.State state() {
        return Live.State.STARTING;
    }

    /** Waits for the workers until the deadline. */
    void await() {
        long most = course.plan().startupDeadline().toNanos();
        course.loop().at(course.loop().nanos() + most, () -> course.stage().startupDeadline());
    }

    @Override
    void startupDeadline() {
        end(Ending.error(
                course.log(),
                "the workers were not ready within startupDeadlineSeconds ("
                        + course.plan().startupDeadline().toSeconds() + " s)"));
    }

    @Override
    void suspend(String reason) {
        suspension = reason;
    }

    @Override
    void resume() {
        suspension = null;
    }

    @Override
    void begun() {
        Running running = new Running(course);
        course.enter(running);
        course.keepWatch();
        if (suspension != null) {
            running.suspend(suspension);
        }
        course.flow().advance();
        course.look();
    }

    @Override
    void end(Ending ending) {
        ending.filed();
        Ended ended = new Ended(course);
        course.enter(ended);
        course.stopSending();
        course.flow().endAll(ending.reason());
        ended.complete();
    }
}
