package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.takeover.Restoration;
import dev.loadtest.engine.coordinate.workers.WorkerLink;

/** Cases are started and sent. */
final class Running extends Stage {
    Running(Course course) {
        super(course);
    }

    @Override
    Live.State state() {
        return Live.State.RUNNING;
    }

    @Override
    boolean startsCases() {
        return !course.run().clock().paused();
    }

    @Override
    boolean goesOn() {
        return true;
    }

    @Override
    void suspend(String reason) {
        suspend(reason, course.loop().nanos());
    }

    private Suspended suspend(String reason, long sinceNanos) {
        Suspended suspended = new Suspended(course);
        course.enter(suspended);
        course.pauses().begin(reason, sinceNanos);
        course.workers().begun(link -> link.command(link.worker().pause()));
        course.checkpoints().changed();
        course.look();
        return suspended;
    }

    @Override
    void pausedThemselves(long sinceNanos) {
        suspend(Restoration.UNSEEN, sinceNanos).resume();
    }

    @Override
    void joined(WorkerLink link) {
        link.poll();
        course.flow().advance();
    }

    @Override
    void allEnded() {
        Draining draining = new Draining(course);
        course.enter(draining);
        draining.begin();
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
