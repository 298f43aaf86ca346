package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.run.WorkerReport;
import java.util.OptionalLong;

/** Pauses and resumes the schedule of coordinator and workers together. Confined to the coordinator's loop. */
final class Pauses {
    private final Course course;
    private long resumedNanos = Long.MIN_VALUE;

    Pauses(Course course) {
        this.course = course;
    }

    /** Pauses the schedule as of an instant of the loop. */
    void begin(String reason, long sinceNanos) {
        course.run().clock().pauseSince(sinceNanos);
        course.log().pauseBegan(sinceNanos, reason);
    }

    /** Resumes at an instant that all workers learn of in advance. */
    void end() {
        long at = course.loop().nanos() + course.workers().leadNanos();
        resumedNanos = at;
        course.log().pauseEnds(at);
        course.workers()
                .begun(link -> link.command(link.worker().resumeAt(link.clock().toWorker(at))));
        course.run().clock().resumeAt(at, course.flow()::advance);
        course.checkpoints().changed();
    }

    /** Start of a worker's own pause for lack of a coordinator; empty if it is not in one. */
    OptionalLong pausedThemselves(WorkerLink link, WorkerReport report) {
        long since = link.clock().toCoordinator(report.pause().sinceNanos());
        return report.pause().paused() && since > resumedNanos ? OptionalLong.of(since) : OptionalLong.empty();
    }
}
