package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.MissingUsers;
import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.coordinate.checkpoint.RunState.PauseRecord;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.Verdicts;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Events of a run other than requests: start, pauses, losses, and reasons of the verdict. */
public final class RunLog {
    private final Loop loop;
    private final RunTime time;
    private final Reasons reasons = new Reasons();
    private final List<PauseRecord> pauses = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private long startNanos;
    private long startEpochMicros;
    private @Nullable PauseRecord pause;

    /** Reasons in order of occurrence. */
    public static final class Reasons {
        private final List<String> errors = new ArrayList<>();
        private final List<String> aborts = new ArrayList<>();
        private final List<String> invalids = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        public void error(String reason) {
            errors.add(reason);
        }

        public void aborted(String reason) {
            aborts.add(reason);
        }

        public void invalid(String reason) {
            invalids.add(reason);
        }

        public void failed(String reason) {
            failures.add(reason);
        }

        /** Adds a note, which does not affect the verdict. */
        public void note(String sentence) {
            notes.add(sentence);
        }

        boolean saysFailed(String beginning) {
            return failures.stream().anyMatch(reason -> reason.startsWith(beginning));
        }

        public Verdicts.Reasons all() {
            return new Verdicts.Reasons(errors, aborts, invalids, failures, notes);
        }

        private void restore(Verdicts.Reasons before) {
            errors.addAll(before.errors());
            aborts.addAll(before.aborts());
            invalids.addAll(before.invalid());
            failures.addAll(before.failures());
            notes.addAll(before.notes());
        }
    }

    RunLog(Loop loop, RunTime time) {
        this.loop = loop;
        this.time = time;
        started();
    }

    /** The run starts now. */
    public final void started() {
        startNanos = loop.nanos();
        startEpochMicros = loop.epochMicros();
    }

    /** Continues the log of another coordinator; if there is an origin, it is known by now. */
    public void restore(RunState before) {
        startEpochMicros = before.startEpochMicros();
        startNanos = time.hasOrigin() && before.originEpochMicros() != 0
                ? time.originNanos() - TimeUnit.MICROSECONDS.toNanos(before.originEpochMicros() - startEpochMicros)
                : loop.nanos() - TimeUnit.MICROSECONDS.toNanos(loop.epochMicros() - startEpochMicros);
        reasons.restore(before.reasons());
        losses.addAll(before.losses());
        for (PauseRecord record : before.pauses()) {
            if (isOver(record)) {
                pauses.add(record);
            } else {
                pause = record;
            }
        }
    }

    private static boolean isOver(PauseRecord record) {
        return record.endNanos() >= record.startNanos();
    }

    public Reasons reasons() {
        return reasons;
    }

    public long startEpochMicros() {
        return startEpochMicros;
    }

    /** The origin in microseconds since the Unix epoch; 0 before it is known. */
    public long originEpochMicros() {
        return time.hasOrigin() ? startEpochMicros + TimeUnit.NANOSECONDS.toMicros(time.originNanos() - startNanos) : 0;
    }

    /** Time of day of an instant of the loop. */
    Instant instant(long nanos) {
        long micros = startEpochMicros + TimeUnit.NANOSECONDS.toMicros(nanos - startNanos);
        return Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /** Start of run time; that of the run where no worker has begun. */
    Instant origin() {
        return time.hasOrigin() ? instant(time.originNanos()) : startTime();
    }

    public Instant startTime() {
        return instant(startNanos);
    }

    public Instant now() {
        return instant(loop.nanos());
    }

    /** Starts a pause; continues one whose announced end has not come. */
    public void pauseBegan(long atNanos, String reason) {
        long at = time.toRun(atNanos);
        pauses.replaceAll(before -> before.endNanos() <= at
                ? before
                : new PauseRecord(before.startNanos(), Math.max(before.startNanos(), at), before.reason()));
        pause = new PauseRecord(at, at - 1, reason);
    }

    /** The current pause. */
    @Nullable
    public PauseRecord pause() {
        return pause;
    }

    /** Ends the current pause, if any. */
    public void pauseEnds(long atNanos) {
        PauseRecord began = pause;
        if (began != null) {
            long end = Math.max(began.startNanos(), time.toRun(atNanos));
            pauses.add(new PauseRecord(began.startNanos(), end, began.reason()));
            pause = null;
        }
    }

    /** Records a finished pause of known length and approximate time. */
    public void pausedUnseen(long nanos, String reason) {
        pauses.add(new PauseRecord(Math.max(0, time.now() - nanos), Math.max(nanos, time.now()), reason));
    }

    /** Total length of the pauses that were over at an instant of run time. */
    public long pausedNanos(long beforeNanos) {
        return pauses.stream()
                .filter(over -> over.endNanos() <= beforeNanos)
                .mapToLong(over -> over.endNanos() - over.startNanos())
                .sum();
    }

    public List<PauseRecord> pauseRecords() {
        List<PauseRecord> all = new ArrayList<>(pauses);
        if (pause != null) {
            all.add(pause);
        }
        return all;
    }

    public List<Pause> pauses() {
        return pauses.stream()
                .map(over -> new Pause(
                        instant(time.toLoop(over.startNanos())),
                        (over.endNanos() - over.startNanos()) / 1e9,
                        over.reason()))
                .toList();
    }

    public void lost(WorkerLink link, String why) {
        losses.add("worker " + link.index() + " was lost: " + why);
    }

    /** Records users lost with a worker. */
    public void missing(WorkerLink link, MissingUsers users, CaseRun item) {
        Loss loss = item.shares().loss(link);
        if (loss != null) {
            reasons.invalid("worker " + link.index() + (loss.leaving() ? " was told to end at " : " was lost at ")
                    + String.format(Locale.ROOT, "%.1f s: ", loss.atNanos() / 1e9) + users.sentence() + " of "
                    + item.item().id() + (loss.leaving() ? "" : "; " + unreported(loss)));
        }
    }

    /** The unknown part of a lost worker's users. */
    public static String unreported(Loss loss) {
        return loss.reportedNanos() < 0
                ? "what its users sent is not known"
                : "what its users sent in the last "
                        + String.format(Locale.ROOT, "%.2f s", (loss.elapsedNanos() - loss.reportedNanos()) / 1e9)
                        + ", since its last report, is not known";
    }

    public List<String> losses() {
        return losses;
    }

    /** Books of a closed case that do not add up are a defect of ours, reported in the message. */
    public void checkBooks(LoadPlan plan, CaseRun item) {
        BooksCheck.complaint(plan, item.item(), item.totals()).ifPresent(reasons::error);
    }
}
