package dev.loadtest.control.remote;

import dev.loadtest.control.message.ClockReading;
import dev.loadtest.control.message.Command;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.message.Standing;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A worker in another process. Installs the plan before the first message, sends commands in sequence, each repeated
 * until it is answered, and is bound to the process that took the plan: a restarted one is lost.
 *
 * <p>Stages complete with a {@link WorkerLostException} if the worker is lost, with a {@code WorkerDefectException} if it
 * is lost by a defect, or with a {@link SupersededException} if
 * another coordinator commands it; all later stages do the same. Any thread; no method blocks.
 */
public class RemoteWorker implements Worker {
    private static final Duration CALL = Duration.ofSeconds(3);

    private final int index;
    private final Conversation conversation;
    private final ControlChannel channel;
    private final PlanNames check;

    /**
     * Connects to nothing yet.
     *
     * @param loop of the run: for clock, timers and completion of stages
     * @param patience how long an unanswered message is repeated before the worker is lost
     */
    public RemoteWorker(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, Duration patience) {
        this(endpoint, plan, loop, new HttpChannel(endpoint), patience);
    }

    public RemoteWorker(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, ControlChannel channel, Duration patience) {
        this.index = endpoint.index();
        this.channel = channel;
        this.check = new PlanNames(plan);
        this.conversation = new Conversation(endpoint, plan, loop, channel, patience);
    }

    /** Gives the worker up, known to be gone. Pending and later stages complete with this sentence. */
    public void lost(String why) {
        conversation.end(new WorkerLostException(why));
        channel.close();
    }

    /** Whether the worker was given up, for any reason. */
    public boolean isLost() {
        return conversation.isOver();
    }

    /** The worker is about to end: it is asked as long as it answers, and lost with this sentence afterwards. */
    public void leaving(String why) {
        conversation.leaving(why);
    }

    /** Installs the plan if necessary; returns the worker's standing when it took it. */
    public CompletionStage<Standing> install() {
        return conversation.install();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return install()
                .thenApply(standing ->
                        new WorkerStanding(standing.incarnation(), standing.begun(), standing.originNanos()));
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return conversation
                .ask(ControlPaths.CAPTURED, caller -> caller, HeldCaptures.class, CALL)
                .thenApply(check::checked);
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return conversation
                .ask(ControlPaths.CLOCK, caller -> caller, ClockReading.class, CALL)
                .thenApply(ClockReading::nanos);
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return command(new Command.Begin(originNanos));
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return command(new Command.Fire(order));
    }

    @Override
    public CompletionStage<Void> pause() {
        return command(new Command.Pause());
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return command(new Command.ResumeAt(nanos));
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return command(new Command.Stop(reason));
    }

    @Override
    public CompletionStage<Void> finish() {
        return command(new Command.Finish());
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return command(new Command.Forget(caseIds));
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        return conversation
                .ask(
                        ControlPaths.REPORT,
                        caller -> new ReportRequest(caller, sinceRevision, second, wait),
                        WorkerReport.class,
                        CALL.plus(wait))
                .thenApply(check::checked);
    }

    private CompletionStage<Void> command(Command command) {
        return conversation.command(command).thenAccept(done -> {});
    }
}
