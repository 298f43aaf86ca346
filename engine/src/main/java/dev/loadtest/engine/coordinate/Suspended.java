package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.workers.WorkerLink;

/** The schedule's clock is paused; requests in flight end. */
final class Suspended extends Stage {
    Suspended(Course course) {
        super(course);
    }

    @Override
    Live.State state() {
        return Live.State.SUSPENDED;
    }

    @Override
    boolean goesOn() {
        return true;
    }

    @Override
    void resume() {
        course.enter(new Running(course));
        course.pauses().end();
        course.look();
    }

    @Override
    void joined(WorkerLink link) {
        link.poll();
    }

    @Override
    void checkAborts() {
        course.endIfAbortIsBroken();
    }

    @Override
    void end(Ending ending) {
        endAndDrain(ending);
    }
}
