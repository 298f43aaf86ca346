package dev.loadtest.control.remote;

import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.engine.coordinate.WorkerContract;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.VirtualLoop;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;

/** A remote worker and its session over a network that loses and repeats messages. */
class RemoteWorkerContractTest {
    private static Worker over(LoadPlan plan, LocalWorker local, VirtualLoop loop, FaultyChannel.Fate... fates) {
        WorkerSession session =
                new WorkerSession(loop, "me", installation -> CompletableFuture.completedFuture(local), () -> {});
        Random random = new Random(1);
        FaultyChannel channel = new FaultyChannel(loop, () -> session, () -> fates[random.nextInt(fates.length)]);
        WorkerEndpoint endpoint =
                new WorkerEndpoint("run", 0, "10.0.0.1", 8090, new ControlKey(new byte[32]), 1, AnswerBudget.ofHeap());
        return new RemoteWorker(endpoint, plan, loop, channel, Duration.ofSeconds(60));
    }

    @Nested
    class OverAGoodNetwork extends WorkerContract {
        @Override
        protected Worker over(LoadPlan plan, LocalWorker local, VirtualLoop loop) {
            return RemoteWorkerContractTest.over(plan, local, loop, FaultyChannel.Fate.ARRIVES);
        }
    }

    @Nested
    class OverANetworkThatRepeats extends WorkerContract {
        @Override
        protected Worker over(LoadPlan plan, LocalWorker local, VirtualLoop loop) {
            return RemoteWorkerContractTest.over(plan, local, loop, FaultyChannel.Fate.ARRIVES_TWICE);
        }
    }
}
