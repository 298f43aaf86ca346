package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.takeover.Restoration;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerLink;

/** Nothing more is started; requests in flight may end until the drain is over. */
final class Draining extends Stage {
    /** How long last reports are awaited after the end of the drain. */
    static final long LAST_WORD_NANOS = 10_000_000_000L;

    private boolean finishing;

    Draining(Course course) {
        super(course);
    }

    @Override
    Live.State state() {
        return Live.State.DRAINING;
    }

    void begin() {
        long now = course.loop().nanos();
        course.log().pauseEnds(now);
        course.run().time().drains(now);
        course.checkpoints().changed();
        until(now + course.plan().drain().toNanos());
        course.look();
        finishIfDrained();
    }

    /** Ends the drain at an instant of the loop. */
    void until(long nanos) {
        course.loop().at(nanos, this::finish);
    }

    @Override
    void join(Worker replacement) {
        // It has nothing left to send.
    }

    @Override
    void end(Ending ending) {
        ending.filed();
        course.stopSending();
    }

    @Override
    void pausedThemselves(long sinceNanos) {
        if (!course.run().time().endedEarly()) {
            // Held requests of ended cases pause too.
            course.pauses().begin(Restoration.UNSEEN, sinceNanos);
            course.pauses().end();
        }
    }

    @Override
    void finishIfDrained() {
        if (course.run().books().open().isEmpty() && course.stage() == this) {
            if (!finishing) {
                course.finishWorkers();
            }
            Ended ended = new Ended(course);
            course.enter(ended);
            ended.complete();
        }
    }

    /** The drain is over: everything without a known end is unresolved. */
    private void finish() {
        if (finishing || course.stage() != this) {
            return;
        }
        finishing = true;
        course.finishWorkers();
        awaitLastWords();
    }

    private void awaitLastWords() {
        long until = course.loop().nanos() + LAST_WORD_NANOS;
        course.loop().at(until, () -> {
            if (course.loop().nanos() - until > LAST_WORD_NANOS / 10) {
                // This process itself was late: reports that arrived meanwhile are still to be read.
                awaitLastWords();
            } else {
                loseSilent();
            }
        });
    }

    private void loseSilent() {
        for (WorkerLink link : course.workers().live()) {
            if (course.openCases().stream().anyMatch(item -> item.shares().isOwedBy(link))) {
                link.lose("it did not answer after the drain");
            }
        }
    }
}
