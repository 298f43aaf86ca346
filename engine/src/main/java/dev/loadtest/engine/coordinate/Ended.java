package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.ResultAssembler;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.result.RunResult;

/** All is over; the result is told once a checkpoint holds all that it is made of. */
final class Ended extends Stage {
    private boolean told;

    Ended(Course course) {
        super(course);
    }

    @Override
    Live.State state() {
        return told ? Live.State.COMPLETED : Live.State.DRAINING;
    }

    @Override
    void join(Worker replacement) {
        // It comes too late.
    }

    @Override
    void end(Ending ending) {
        // It has ended.
    }

    void complete() {
        course.checkpoints().whenCommittedOrRefused(this::tell);
    }

    private void tell() {
        RunResult finished = assembled();
        course.look();
        tell(finished);
    }

    RunResult assembled() {
        told = true;
        return new ResultAssembler(course.run()).assemble();
    }

    void tell(RunResult finished) {
        course.close();
        course.result().complete(finished);
    }

    /** Nothing is told, since there is another coordinator, or because that throws too. */
    void leave(Throwable why) {
        told = true;
        course.close();
        course.result().completeExceptionally(why);
    }
}
