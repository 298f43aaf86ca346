package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.takeover.Takeover;
import dev.loadtest.engine.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a run after a defect of its coordinator. Confined to the coordinator's loop. */
final class Defects {
    private static final System.Logger LOG = System.getLogger(Coordinator.class.getName());

    private final Course course;
    private @Nullable Throwable first;

    Defects(Course course) {
        this.course = course;
    }

    /** Ends the run with an Error: in order if that is still possible, otherwise at once with the results so far. */
    void found(Throwable defect) {
        LOG.log(System.Logger.Level.ERROR, "the coordinator of " + course.plan().name() + " has a defect", defect);
        Stage stage = course.stage();
        boolean orderly = first == null && !(stage instanceof TakingOver) && !(stage instanceof Ended);
        first = first == null ? defect : first;
        String reason = "the coordinator has a defect: " + defect;
        if (orderly) {
            try {
                stage.end(Ending.error(course.log(), reason));
                endInTime();
                return;
            } catch (RuntimeException | Error another) {
                defect.addSuppressed(another);
            }
        }
        course.log().reasons().error(reason);
        conclude(reason);
    }

    /** The defect may have lost any event that the end waits for, so only time is relied on. */
    private void endInTime() {
        course.openCases().forEach(course.flow()::settle);
        course.stage().finishIfDrained();
        long drained = course.loop().nanos() + course.plan().drain().toNanos();
        if (course.stage() instanceof Draining draining) {
            draining.until(drained);
            course.loop()
                    .at(
                            drained + Draining.LAST_WORD_NANOS,
                            () -> conclude("what was in flight has not ended after the drain"));
        } else {
            conclude("the checkpoint of the end is not waited for");
        }
    }

    /** Ends the run now with the results so far; an exception in one step does not affect the others. */
    private void conclude(String reason) {
        List<Runnable> steps = new ArrayList<>();
        if (course.stage() instanceof TakingOver unfinished) {
            course.given().forEach(worker -> steps.add(() -> worker.stop(Takeover.STOPPED)));
            course.given().forEach(worker -> steps.add(worker::finish));
            steps.add(unfinished::abandon);
        }
        course.workers().begun(link -> {
            steps.add(() -> link.worker().stop(Takeover.STOPPED));
            steps.add(() -> link.worker().finish());
        });
        Ended ended = new Ended(course);
        course.enter(ended);
        course.run()
                .sequence()
                .cases()
                .forEach(item -> steps.add(() -> course.flow().end(item, reason)));
        // Steps may add steps.
        steps.add(() -> course.openCases()
                .forEach(item -> steps.add(() -> course.losses().writeOff(item))));
        for (int i = 0; i < steps.size(); i++) {
            attempt(steps.get(i));
        }
        try {
            RunResult finished = ended.assembled();
            attempt(course::look);
            ended.tell(finished);
        } catch (RuntimeException | Error another) {
            ended.leave(another);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error another) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a defect in the end of the run of " + course.plan().name(),
                    another);
        }
    }
}
