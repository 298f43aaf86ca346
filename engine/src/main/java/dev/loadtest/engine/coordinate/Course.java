package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.LiveView;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.record.RunCourse;
import dev.loadtest.engine.coordinate.record.RunLog;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.coordinate.record.RunMeter;
import dev.loadtest.engine.coordinate.takeover.Checkpointer;
import dev.loadtest.engine.coordinate.takeover.Takeover;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.loop.GuardedLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The current stage of a run, and the actions common to all stages. Confined to the coordinator's loop. */
final class Course implements WorkerLink.Listener {
    private static final long LOOK_NANOS = 250_000_000;
    private static final long ABORT_CHECK_NANOS = 1_000_000_000;

    private final Run run;
    private final GuardedLoop loop;
    private final List<Worker> given;
    private final Checkpointer checkpoints;
    private final Startup startup;
    private final CaseFlow flow;
    private final LiveView view;
    private final RunMeter meter;
    private final Losses losses;
    private final Pauses pauses;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private Stage stage;

    /** @param given the initial workers */
    Course(Run run, GuardedLoop loop, List<Worker> given, @Nullable CheckpointStore store, Checkpoint before) {
        this.run = run;
        this.loop = loop;
        this.given = given;
        this.checkpoints = new Checkpointer(run, store, before, this::superseded);
        this.startup = new Startup(run, checkpoints, () -> stage().begun(), link -> stage().joined(link));
        this.flow = new CaseFlow(
                run,
                checkpoints,
                () -> stage().startsCases(),
                () -> stage().allEnded(),
                reason -> stage().end(Ending.failed(run.log(), reason)),
                this::goFurther);
        this.view = new LiveView(run.sequence(), run.books(), run.workers(), run.clock(), run.time());
        this.meter = new RunMeter(run);
        this.losses = new Losses(this);
        this.pauses = new Pauses(this);
        this.stage = new Starting(this);
    }

    Run run() {
        return run;
    }

    LoadPlan plan() {
        return run.plan();
    }

    RunLog log() {
        return run.log();
    }

    WorkerSet workers() {
        return run.workers();
    }

    GuardedLoop loop() {
        return loop;
    }

    List<Worker> given() {
        return given;
    }

    Checkpointer checkpoints() {
        return checkpoints;
    }

    Startup startup() {
        return startup;
    }

    CaseFlow flow() {
        return flow;
    }

    Losses losses() {
        return losses;
    }

    Pauses pauses() {
        return pauses;
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        stage = next;
    }

    /** Cases with open books; a copy. */
    List<CaseRun> openCases() {
        return List.copyOf(run.books().open());
    }

    /** Begins with the current workers, none of which has begun before. */
    void start() {
        run.log().started();
        if (stage instanceof Starting starting) {
            starting.await();
        }
        given.forEach(worker -> workers().add(new WorkerLink(worker, loop, this)));
        workers().live().forEach(startup::prepare);
    }

    /** Adds a worker; one that still has its index is given up. */
    void welcome(Worker replacement) {
        for (WorkerLink link : workers().live()) {
            if (link.index() == replacement.index()) {
                link.lose("another worker has come in its place");
            }
        }
        WorkerLink link = new WorkerLink(replacement, loop, this);
        workers().add(link);
        startup.prepare(link);
    }

    /** Starts the periodic checks of the run: deadline, workers, thresholds. */
    void keepWatch() {
        long most = plan().activeDeadline().toNanos();
        run.clock()
                .at(
                        run.time().originNanos() + most,
                        () -> stage.end(Ending.aborted(
                                log(),
                                "activeDeadlineSeconds ("
                                        + plan().activeDeadline().toSeconds() + " s) have passed")));
        workers().begun(WorkerLink::poll);
        loop.at(loop.nanos() + LOOK_NANOS, this::lookAgain);
        loop.at(loop.nanos() + ABORT_CHECK_NANOS, this::checkAborts);
    }

    private void lookAgain() {
        look();
        loop.at(loop.nanos() + LOOK_NANOS, this::lookAgain);
    }

    private void checkAborts() {
        stage.checkAborts();
        loop.at(loop.nanos() + ABORT_CHECK_NANOS, this::checkAborts);
    }

    void endIfAbortIsBroken() {
        run.decisions().brokenAbort().ifPresent(reason -> stage.end(Ending.failed(log(), reason)));
    }

    void look() {
        run.observer().progressed(view.look(stage.state()));
    }

    RunMeasures measure() {
        return meter.measure();
    }

    RunCourse soFar() {
        return RunCourse.of(run);
    }

    /** Stops sending before the regular end. */
    void stopSending() {
        run.time().endedEarly(true);
        stopWorkers();
    }

    void stopWorkers() {
        workers().begun(link -> link.command(link.worker().stop(Takeover.STOPPED)));
    }

    void finishWorkers() {
        workers().begun(link -> link.command(link.worker().finish()));
    }

    /** Advances as far as possible now. */
    void goFurther() {
        flow.advance();
        stage.finishIfDrained();
    }

    void close() {
        checkpoints.stop();
        workers().all().forEach(WorkerLink::dismiss);
        loop.close();
    }

    @Override
    public void reported(WorkerLink link, WorkerReport report) {
        stage.reported(link, report);
    }

    @Override
    public void lost(WorkerLink link, String why) {
        stage.lost(link, why);
    }

    /** A worker without a link has a defect: ends the run with an Error. */
    void defective(int worker, String why) {
        stage.end(Ending.error(log(), "worker " + worker + " was lost (" + why + ")"));
    }

    /** Another coordinator drives the run: everything is left unchanged. */
    @Override
    public void superseded(SupersededException how) {
        Ended ended = new Ended(this);
        stage = ended;
        ended.leave(how);
    }
}
