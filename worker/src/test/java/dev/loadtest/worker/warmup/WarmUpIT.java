package dev.loadtest.worker.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WarmUpIT {

    @Test
    void everyShapeIsAnswered() throws Exception {
        try (WorkerHost host = WorkerHost.start(2)) {
            Optional<WarmUp.Warmth> warmth =
                    WarmUp.start(host.loops().get(0), host.loops().get(1)).get(60, TimeUnit.SECONDS);

            List<ShareReport> shares = warmth.orElseThrow().report().shares();
            assertThat(shares).extracting(ShareReport::caseId).containsExactly("users", "rate", "dense", "burst");
            assertThat(shares).allMatch(ShareReport::closed);
            assertThat(shares.stream().mapToLong(share -> share.sheet().sent()).sum())
                    .isEqualTo(5_000);
        }
    }

    @Test
    void cancelledWarmUpStops() throws Exception {
        try (WorkerHost host = WorkerHost.start(2)) {
            VertxLoop work = host.loops().get(0);
            VertxLoop talk = host.loops().get(1);
            WarmUp warmUp = new WarmUp(work, talk);

            on(work, () -> warmUp.closed(Optional.empty()));

            assertThatThrownBy(() -> on(talk, warmUp::listenForRequests))
                    .hasCauseInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> on(work, () -> warmUp.send(WarmUpPlan.uploads(1))))
                    .hasCauseInstanceOf(CancellationException.class);
        }
    }

    private static <T> T on(VertxLoop loop, Supplier<CompletableFuture<T>> action) throws Exception {
        return CompletableFuture.supplyAsync(action, loop.eventLoop())
                .thenCompose(done -> done)
                .get(60, TimeUnit.SECONDS);
    }
}
