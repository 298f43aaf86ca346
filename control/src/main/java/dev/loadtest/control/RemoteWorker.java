package dev.loadtest.control;

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
 * A worker in another process. It gives it the plan before it first asks anything of it, sends commands one after the
 * other, each again until it is answered, and is bound to the process that took the plan: one that is restarted is lost.
 *
 * <p>Stages complete exceptionally by a {@link WorkerLostException} when the worker is lost, or by a
 * {@link SupersededException} when another coordinator commands it; from then on all do. Any thread; no method waits.
 */
public final class RemoteWorker implements Worker {
    private static final Duration CALL = Duration.ofSeconds(3);

    private final int index;
    private final Conversation conversation;
    private final ControlChannel channel;
    private final PlanNames check;

    /**
     * Connects to nothing yet.
     *
     * @param loop whose clock and timers it uses, and on which stages complete; many may share one
     * @param patience how long a worker that does not answer is asked again before it is lost
     */
    public RemoteWorker(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, Duration patience) {
        this(endpoint, plan, loop, new HttpChannel(endpoint), patience);
    }

    RemoteWorker(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, ControlChannel channel, Duration patience) {
        this.index = endpoint.index();
        this.channel = channel;
        this.check = new PlanNames(plan);
        this.conversation = new Conversation(endpoint, plan, loop, channel, patience);
    }

    /** Gives the worker up: it is known to be gone. Open stages complete at once by this sentence, and all later ones. */
    public void lost(String why) {
        conversation.end(new WorkerLostException(why));
        channel.close();
    }

    /** Whether it is given up, for whatever reason. */
    public boolean isLost() {
        return conversation.isOver();
    }

    /** The worker is about to go: it is asked on while it answers, and lost by this sentence once it does not. */
    public void leaving(String why) {
        conversation.leaving(why);
    }

    /** Gives it the plan where it has none yet, and tells where it stood when it took it. */
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
