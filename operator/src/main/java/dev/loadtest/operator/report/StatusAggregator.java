package dev.loadtest.operator.report;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Summary;
import dev.loadtest.crds.model.OutputSpec;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Reapplied;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the status from observation and decision; the only class that does. A pure function; any thread. */
public final class StatusAggregator {
    private static final int MESSAGE = 1_024;
    private static final String GAVE_BACK =
            "suspended for longer than limits.maxSuspended, so its place was given back; when resumed it waits for one";
    private static final String NO_TTL = "ttlSecondsAfterFinished does not delete it: the tool that applied it would"
            + " create it again, and it would run again";
    private static final String NO_SAMPLES = "samples were not kept: spec.output names no volume";

    private StatusAggregator() {}

    /**
     * The status to write.
     *
     * @return equal to the observed one if there is nothing to write
     */
    public static LoadTestStatus status(Observation seen, Decision decision) {
        StatusDraft draft = StatusDraft.of(seen.status().orElse(null));
        draft.observedGeneration = seen.test().getMetadata().getGeneration();
        Conditions conditions = new Conditions(
                Objects.requireNonNullElse(draft.conditions, List.of()),
                Objects.requireNonNullElse(draft.observedGeneration, 0L),
                seen.now());
        boolean hindered = !seen.obstacles().isEmpty();
        switch (decision) {
            case Decision.Refuse refuse -> refused(draft, conditions, refuse.problems());
            case Decision.Hold hold -> held(draft, conditions, hold);
            case Decision.Claim claim -> {
                claimed(draft, conditions, claim.runnable().plan(), seen.now());
                if (claim.runnable().unlisted().isEmpty()) {
                    draft.planSha256 = claim.runnable().content().sha256();
                }
            }
            case Decision.PinPlan pin -> {
                starting(draft, conditions, pin.runnable().plan(), seen, "the plan is settled", hindered);
                draft.planSha256 = pin.runnable().content().sha256();
            }
            case Decision.CreateObjects create ->
                starting(
                        draft,
                        conditions,
                        create.runnable().plan(),
                        seen,
                        create.obstacle().orElse("the workers are being created"),
                        create.obstacle().isPresent());
            case Decision.ListFiles list ->
                starting(
                        draft, conditions, list.runnable().plan(), seen, "a worker reads the volume's files", hindered);
            case Decision.AwaitWorkers await ->
                starting(draft, conditions, await.runnable().plan(), seen, await.reason(), hindered);
            case Decision.RunCoordinator run ->
                begun(draft, conditions, run.runnable().plan(), seen);
            case Decision.Watch watch -> live(draft, conditions, watch.run(), seen);
            case Decision.Suspend suspend -> live(draft, conditions, suspend.run(), seen);
            case Decision.Resume resume -> live(draft, conditions, resume.run(), seen);
            case Decision.Queue queue -> {
                live(draft, conditions, queue.run(), seen);
                draft.message = "to be resumed; " + queue.reason();
            }
            case Decision.Stop stop -> live(draft, conditions, stop.run(), seen);
            case Decision.Finish finish -> finished(draft, conditions, finish, seen);
            case Decision.Conclude conclude -> concluded(draft, conditions, conclude, seen);
            case Decision.TakeOver over -> {
                // The last status still holds; the next reconciliation shows more.
                if (seen.takeoverFailure().isEmpty()) {
                    return unchanged(seen);
                }
                troubled(draft, conditions, seen.takeoverFailure().get());
            }
            case Decision.Rest rest -> {
                return over(seen);
            }
            case Decision.Keep keep -> {
                return over(seen);
            }
            case Decision.RemoveWorkers remove -> {
                return unchanged(seen);
            }
            case Decision.CleanUpAfterTtl cleanUp -> {
                return unchanged(seen);
            }
            case Decision.Forget forget -> {
                return unchanged(seen);
            }
        }
        return StatusSize.fit(draft);
    }

    private static LoadTestStatus unchanged(Observation seen) {
        return seen.status().orElseGet(() -> new StatusDraft().build());
    }

    /**
     * The verdict is final. Of a later change, such as of ttlSecondsAfterFinished, the status tells that it was seen:
     * kstatus would wait for that for ever.
     */
    private static LoadTestStatus over(Observation seen) {
        if (seen.completionTime().isEmpty()) {
            return unchanged(seen);
        }
        StatusDraft draft = StatusDraft.of(unchanged(seen));
        draft.observedGeneration = seen.test().getMetadata().getGeneration();
        return draft.build();
    }

    private static void refused(StatusDraft draft, Conditions conditions, List<Problem> problems) {
        String all = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        draft.state = State.PENDING;
        draft.message = Texts.cut(all, MESSAGE);
        draft.conditions = conditions.refused(draft.message);
    }

    private static void held(StatusDraft draft, Conditions conditions, Decision.Hold hold) {
        boolean suspended = hold.why() == Decision.Hold.Why.SUSPENDED;
        draft.state = suspended ? State.SUSPENDED : State.PENDING;
        draft.message = hold.reason();
        String reason = suspended ? EventReason.SUSPENDED.label() : EventReason.QUEUED.label();
        draft.conditions = conditions.inProgress(reason, hold.reason(), suspended);
    }

    private static void claimed(StatusDraft draft, Conditions conditions, LoadPlan plan, Instant now) {
        draft.state = State.STARTING;
        draft.startTime = now.truncatedTo(ChronoUnit.SECONDS).toString();
        draft.seed = plan.seed();
        draft.progress = Columns.percent(0);
        draft.message = Cases.of(plan).countSelected() + " cases are to run";
        draft.workers = new LoadTestStatus.Workers(plan.parallelism(), 0, 0);
        draft.summary = new Summary(Columns.workers(0, plan.parallelism()), "0", "0", "-", "-");
        draft.conditions = conditions.inProgress("Starting", draft.message, false);
    }

    private static void starting(
            StatusDraft draft,
            Conditions conditions,
            LoadPlan plan,
            Observation seen,
            String message,
            boolean hindered) {
        comingUp(draft, plan, seen, State.STARTING, message);
        String reason = hindered ? EventReason.WORKERS_NOT_READY.label() : "Starting";
        draft.conditions = conditions.inProgress(reason, Texts.cut(message, MESSAGE), seen.suspended());
    }

    /** Written before the first request: without a coordinator, this state shows that the run had begun. */
    private static void begun(StatusDraft draft, Conditions conditions, LoadPlan plan, Observation seen) {
        State state = seen.suspended() ? State.SUSPENDED : State.RUNNING;
        comingUp(draft, plan, seen, state, "");
        draft.conditions = conditions.inProgress(label(state), "", seen.suspended());
    }

    private static void comingUp(StatusDraft draft, LoadPlan plan, Observation seen, State state, String message) {
        seen.job().ifPresent(job -> draft.jobUid = job.getMetadata().getUid());
        draft.state = state;
        draft.message = Texts.cut(message, MESSAGE);
        draft.workers = new LoadTestStatus.Workers(plan.parallelism(), seen.readyWorkers(), 0);
        draft.summary = new Summary(Columns.workers(seen.readyWorkers(), plan.parallelism()), "0", "0", "-", "-");
    }

    private static void live(StatusDraft draft, Conditions conditions, RunSnapshot run, Observation seen) {
        Live live = run.live();
        if (live != null) {
            draft.state = state(live.state());
            draft.progress = Shown.progress(draft.progress, live.progress());
            draft.currentCase = live.runningCases().isEmpty() ? null : String.join(", ", live.runningCases());
            Summary before = draft.summary;
            draft.summary = new Summary(
                    summaryWorkers(draft, live, seen),
                    Shown.count(before == null ? null : before.requests(), live.sent()),
                    Shown.count(before == null ? null : before.failures(), live.failures()),
                    Shown.p99(before == null ? null : before.p99(), live.p99Micros()),
                    Columns.perSecond(live.perSecond()));
        }
        draft.message = live == null ? draft.message : Texts.cut(lost(live.workersLost(), seen), MESSAGE);
        if (seen.admission().gaveBack() && draft.state == State.SUSPENDED) {
            draft.message = GAVE_BACK;
        }
        draft.phases = run.phases().isEmpty()
                ? draft.phases
                : Shown.phases(draft.phases, ResultStatus.phasesSoFar(run.phases()));
        draft.failedCases = run.failed().isEmpty()
                ? draft.failedCases
                : Shown.failed(draft.failedCases, ResultStatus.failedSoFar(run.failed()));
        draft.recentCases = Shown.recent(draft.recentCases, ResultStatus.recent(run.recent()));
        boolean suspended = draft.state == State.SUSPENDED;
        String reason = draft.state == null ? "Running" : label(draft.state);
        draft.conditions = conditions.inProgress(reason, "", suspended);
    }

    private static void troubled(StatusDraft draft, Conditions conditions, TakeoverFailure takeoverFailure) {
        draft.message = Texts.cut("it cannot be taken over now: " + takeoverFailure.why(), MESSAGE);
        boolean suspended = draft.state == State.SUSPENDED;
        String reason = draft.state == null ? "Running" : label(draft.state);
        draft.conditions = conditions.inProgress(reason, draft.message, suspended);
    }

    /** Includes obstacles to replacements. */
    private static String lost(int workers, Observation seen) {
        String lost = workers == 0 ? "" : workers + (workers == 1 ? " worker was lost" : " workers were lost");
        if (seen.obstacles().isEmpty()) {
            return lost;
        }
        int desired = Objects.requireNonNullElse(seen.spec().parallelism(), 1);
        return (lost.isEmpty() ? "" : lost + "; ") + missing(seen.readyWorkers(), desired, seen);
    }

    private static String missing(int there, int desired, Observation seen) {
        String counted = there + " of " + desired + " workers are ready";
        return Stream.concat(Stream.of(counted), seen.obstacles().stream()).collect(Collectors.joining("; "));
    }

    private static String summaryWorkers(StatusDraft draft, Live live, Observation seen) {
        LoadTestStatus.Workers before = draft.workers;
        int desired = before == null || before.desired() == null
                ? seen.pods().workers().size()
                : before.desired();
        draft.workers = new LoadTestStatus.Workers(desired, seen.readyWorkers(), live.workersLost());
        return Columns.workers(seen.readyWorkers(), desired);
    }

    private static void finished(StatusDraft draft, Conditions conditions, Decision.Finish finish, Observation seen) {
        RunResult result = finish.result();
        int living = living(result, seen);
        ended(draft, conditions, finish.verdict(), message(finish, living, seen), seen.now());
        draft.progress = Columns.percent(100);
        draft.seed = result.seed();
        draft.workers = new LoadTestStatus.Workers(result.workers(), living, result.workersLost());
        draft.totals = ResultStatus.counts(result.totals().books());
        draft.phases = ResultStatus.phases(result);
        List<LoadTestStatus.FailedCase> failed = ResultStatus.failed(result.cases());
        draft.failedCases = failed.isEmpty() ? null : failed;
        draft.recentCases = Shown.recent(
                draft.recentCases,
                seen.run().map(run -> ResultStatus.recent(run.recent())).orElse(null));
        draft.thresholds = result.thresholds().isEmpty() ? null : ResultStatus.thresholds(result);
        draft.baseline = ResultStatus.baseline(result.baseline());
        draft.pausedSeconds = ResultStatus.pausedSeconds(result);
        draft.results = finish.unstored().isPresent() ? null : results(seen);
        draft.summary = new Summary(
                Columns.workers(living, result.workers()),
                String.valueOf(ResultStatus.sent(result)),
                String.valueOf(ResultStatus.failures(result)),
                Columns.latency(ResultStatus.p99(result)),
                Columns.perSecond(result.rps()));
    }

    /** Indexes that had a worker at the end: some lost ones were replaced. */
    private static int living(RunResult result, Observation seen) {
        int known = seen.run()
                .map(run -> run.pods().size())
                .orElseGet(() -> Math.max(0, result.workers() - result.workersLost()));
        return Math.min(result.workers(), known);
    }

    /** Includes a lost worker that was not replaced, and samples that could not be kept. */
    private static String message(Decision.Finish finish, int living, Observation seen) {
        int desired = finish.result().workers();
        boolean unkept = seen.spec().output() == null
                && seen.run().map(RunSnapshot::saves).orElse(false);
        return Stream.of(
                        finish.message(),
                        living < desired && finish.result().workersLost() > 0
                                ? "at the end " + missing(living, desired, seen)
                                : "",
                        unkept ? NO_SAMPLES : "",
                        kept(seen))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Why its time to live does not end it. */
    private static String kept(Observation seen) {
        boolean inVain = seen.spec().ttlSecondsAfterFinished() != null
                && Reapplied.is(seen.test().getMetadata());
        return inVain ? NO_TTL : "";
    }

    private static String results(Observation seen) {
        String stored = "configmap/" + Names.of(seen.test()).results();
        OutputSpec output = seen.spec().output();
        if (output == null) {
            return stored;
        }
        String folder = output.persistentVolumeClaim().subPath();
        return stored + ", persistentvolumeclaim/"
                + output.persistentVolumeClaim().claimName() + (folder == null ? "" : "/" + folder);
    }

    private static void concluded(
            StatusDraft draft, Conditions conditions, Decision.Conclude conclude, Observation seen) {
        String message = Stream.of(conclude.reason(), kept(seen))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
        ended(draft, conditions, conclude.verdict(), message, seen.now());
    }

    private static void ended(StatusDraft draft, Conditions conditions, Verdict verdict, String message, Instant now) {
        draft.state = State.COMPLETED;
        draft.verdict = verdict(verdict);
        draft.message = Texts.cut(message, MESSAGE);
        draft.currentCase = null;
        draft.completionTime = now.truncatedTo(ChronoUnit.SECONDS).toString();
        draft.conditions =
                verdict == Verdict.PASSED ? conditions.passed() : conditions.failed(verdict.label(), draft.message);
    }

    private static LoadTestStatus.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> LoadTestStatus.Verdict.PASSED;
            case FAILED -> LoadTestStatus.Verdict.FAILED;
            case INVALID -> LoadTestStatus.Verdict.INVALID;
            case ABORTED -> LoadTestStatus.Verdict.ABORTED;
            case ERROR -> LoadTestStatus.Verdict.ERROR;
        };
    }

    /** Excludes the coordinator's own start: Running was written before it began. */
    private static State state(Live.State state) {
        return switch (state) {
            case STARTING, RUNNING -> State.RUNNING;
            case SUSPENDED -> State.SUSPENDED;
            case DRAINING, COMPLETED -> State.DRAINING;
        };
    }

    private static String label(State state) {
        return switch (state) {
            case PENDING -> "Pending";
            case STARTING -> "Starting";
            case RUNNING -> "Running";
            case SUSPENDED -> "Suspended";
            case DRAINING -> "Draining";
            case COMPLETED -> "Completed";
        };
    }
}
