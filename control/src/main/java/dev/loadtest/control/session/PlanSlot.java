package dev.loadtest.control.session;

import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The only plan of a process, from its installation until its worker is ready. Confined to the loop. */
final class PlanSlot {
    private final Loop loop;
    private final Function<Installation, CompletionStage<Worker>> workers;
    private @Nullable Installation wanted;
    private @Nullable CompletableFuture<Worker> preparing;
    private @Nullable Held held;

    /** A plan and its worker. */
    record Held(Installation installation, Worker worker) {}

    PlanSlot(Loop loop, Function<Installation, CompletionStage<Worker>> workers) {
        this.loop = loop;
        this.workers = workers;
    }

    /** Null until the worker is ready. */
    @Nullable
    Held held() {
        return held;
    }

    /** The worker for a plan, created once; refused if another plan was installed, or while it is being prepared. */
    CompletionStage<Worker> take(Installation offered) {
        Installation before = wanted;
        if (before != null && !before.run().equals(offered.run())) {
            throw ofAnotherRun(before.run());
        }
        if (before != null && (before.index() != offered.index() || !sameLoad(before.plan(), offered.plan()))) {
            throw new RefusedException(Reason.CONFLICT, "this worker has another plan or index of run " + before.run());
        }
        CompletableFuture<Worker> answer = prepared(offered).copy();
        Loop.Timer patience = loop.at(
                loop.nanos() + WorkerSession.MAX_WAIT.toNanos(),
                () -> answer.completeExceptionally(
                        new RefusedException(Reason.PREPARING, "this worker still reads the plan's files")));
        answer.whenComplete((made, failure) -> patience.cancel());
        return answer;
    }

    static RefusedException ofAnotherRun(String run) {
        return new RefusedException(Reason.CONFLICT, "this worker belongs to run " + run);
    }

    /**
     * Whether two plans send the same requests. Deadlines, thresholds and limits may differ: they are the
     * coordinator's, and an operator may be upgraded during a run.
     */
    private static boolean sameLoad(LoadPlan one, LoadPlan other) {
        return one.seed() == other.seed()
                && one.parallelism() == other.parallelism()
                && one.targets().equals(other.targets())
                && one.variants().equals(other.variants())
                && one.files().equals(other.files())
                && one.requests().equals(other.requests())
                && one.journeys().equals(other.journeys())
                && one.phases().equals(other.phases())
                && one.selection().equals(other.selection());
    }

    private CompletableFuture<Worker> prepared(Installation offered) {
        CompletableFuture<Worker> before = preparing;
        if (before != null) {
            return before;
        }
        CompletableFuture<Worker> made = new CompletableFuture<>();
        preparing = made;
        wanted = offered;
        workers.apply(offered)
                .whenComplete((worker, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        held = new Held(offered, worker);
                        made.complete(worker);
                    } else {
                        preparing = null;
                        wanted = null;
                        made.completeExceptionally(refusal(failure));
                    }
                }));
        return made;
    }

    private static Throwable refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException
                ? new RefusedException(Reason.BAD_REQUEST, String.valueOf(cause.getMessage()))
                : cause;
    }
}
