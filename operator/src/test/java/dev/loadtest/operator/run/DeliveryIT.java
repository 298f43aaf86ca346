package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.report.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeliveryIT {
    private static final RunStart.ReportFiles TWO = result -> List.of(
            new RunStart.ReportFile("junit.xml", new byte[1]), new RunStart.ReportFile("results.json", new byte[2]));

    private final NotingWorker first = new NotingWorker(0);
    private final NotingWorker second = new NotingWorker(1);
    private final WorkerPods workerPods = new WorkerPods(Map.of(0, "a", 1, "b"), List.of(first.port(), second.port()));

    private Optional<String> deliver() throws InterruptedException, ExecutionException {
        return Delivery.deliver(Results.of(Verdict.PASSED, 1, 1, 0), TWO, workerPods)
                .toCompletableFuture()
                .get();
    }

    @Test
    void firstLivingWorkerWritesInOrder() throws Exception {
        workerPods.gone(0, "a", "deleted");
        assertThat(deliver()).isEmpty();
        assertThat(first.told()).noneMatch(it -> it.startsWith("stored"));
        assertThat(second.told()).containsExactly("stored junit.xml", "stored results.json");
    }

    @Test
    void failureIsReported() throws Exception {
        first.refuse("connection refused");
        second.refuse("the volume is full");
        assertThat(deliver()).hasValueSatisfying(it -> assertThat(it).endsWith("volume: the volume is full"));
        assertThat(first.told()).containsExactly("stored junit.xml");
        assertThat(second.told()).containsExactly("stored junit.xml");
    }

    @Test
    void nextWorkerWritesAll() throws Exception {
        first.refuse("connection refused");
        assertThat(deliver()).isEmpty();
        assertThat(second.told()).containsExactly("stored junit.xml", "stored results.json");
    }

    @Test
    void lostWorkerIsAskedLast() throws Exception {
        first.giveUp();
        assertThat(deliver()).isEmpty();
        assertThat(first.told()).isEmpty();
        assertThat(second.told()).hasSize(2);
    }

    @Test
    void noWorkerIsReported() throws Exception {
        workerPods.gone(0, "a", "deleted");
        workerPods.gone(1, "b", "deleted");
        assertThat(deliver()).hasValueSatisfying(it -> assertThat(it).contains("no worker is left"));
    }
}
