package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.run.WorkerReport;
import java.util.OptionalLong;

/** Lets the schedule of coordinator and workers stand still, and go on together. Confined to the coordinator's loop. */
final class Pauses {
    private final Course course;
    private long resumedNanos = Long.MIN_VALUE;

    Pauses(Course course) {
        this.course = course;
    }

    /** The schedule stands still since an instant of the loop. */
    void begin(String reason, long sinceNanos) {
        course.run().clock().pauseSince(sinceNanos);
        course.log().pauseBegan(sinceNanos, reason);
    }

    /** It goes on from an instant that all workers hear of before. */
    void end() {
        long at = course.loop().nanos() + course.workers().leadNanos();
        resumedNanos = at;
        course.log().pauseEnds(at);
        course.workers()
                .begun(link -> link.command(link.worker().resumeAt(link.clock().toWorker(at))));
        course.run().clock().resumeAt(at, course.flow()::advance);
        course.checkpoints().changed();
    }

    /** Since when a worker stands still because it heard of no coordinator; empty where it does not. */
    OptionalLong pausedThemselves(WorkerLink link, WorkerReport report) {
        long since = link.clock().toCoordinator(report.pause().sinceNanos());
        return report.pause().paused() && since > resumedNanos ? OptionalLong.of(since) : OptionalLong.empty();
    }
}
