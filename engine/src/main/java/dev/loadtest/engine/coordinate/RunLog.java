package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.Verdicts;
import dev.loadtest.engine.run.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happened to a run besides its requests: when it started, its pauses, its losses, and what speaks against it. */
final class RunLog {
    private final Loop loop;
    private final Reasons reasons = new Reasons();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private long startNanos;
    private long startEpochMicros;
    private long pausedAt = -1;
    private String pauseReason = "";

    /** Reasons as they come up. */
    static final class Reasons {
        private final List<String> errors = new ArrayList<>();
        private final List<String> aborts = new ArrayList<>();
        private final List<String> invalids = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        void error(String reason) {
            errors.add(reason);
        }

        void aborted(String reason) {
            aborts.add(reason);
        }

        void invalid(String reason) {
            invalids.add(reason);
        }

        void failed(String reason) {
            failures.add(reason);
        }

        Verdicts.Reasons all() {
            return new Verdicts.Reasons(errors, aborts, invalids, failures);
        }
    }

    RunLog(Loop loop) {
        this.loop = loop;
    }

    void started() {
        startNanos = loop.nanos();
        startEpochMicros = loop.epochMicros();
    }

    Reasons reasons() {
        return reasons;
    }

    /** An instant of the loop, as people read it. */
    Instant instant(long nanos) {
        long micros = startEpochMicros + TimeUnit.NANOSECONDS.toMicros(nanos - startNanos);
        return Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    Instant startTime() {
        return instant(startNanos);
    }

    Instant now() {
        return instant(loop.nanos());
    }

    void pauseBegan(String reason) {
        pausedAt = loop.nanos();
        pauseReason = reason;
    }

    /** Ends the pause that is under way, if any. */
    void pauseEnds(long atNanos) {
        if (pausedAt >= 0) {
            pauses.add(new Pause(instant(pausedAt), (atNanos - pausedAt) / 1e9, pauseReason));
            pausedAt = -1;
        }
    }

    List<Pause> pauses() {
        return pauses;
    }

    void lost(WorkerLink link, String why) {
        losses.add("worker " + link.worker().index() + " was lost: " + why);
    }

    List<String> losses() {
        return losses;
    }

    /** That the books of a closed case do not add up is a defect of ours, and is said. */
    void checkBooks(LoadPlan plan, CaseRun item) {
        BooksCheck.complaint(plan, item.item(), item.totals()).ifPresent(reasons::error);
    }
}
