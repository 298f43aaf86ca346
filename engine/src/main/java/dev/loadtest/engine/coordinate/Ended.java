package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.ResultAssembler;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.result.RunResult;

/** The run is over; the result is delivered once a checkpoint contains everything it is made of. */
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
        // Too late.
    }

    @Override
    void end(Ending ending) {
        // Already ended.
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

    /** Delivers nothing: another coordinator exists, or delivery itself failed. */
    void leave(Throwable why) {
        told = true;
        course.close();
        course.result().completeExceptionally(why);
    }
}
