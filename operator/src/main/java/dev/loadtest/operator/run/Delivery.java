package dev.loadtest.operator.run;

import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Sends the reports of a finished run to a worker, which mounts the output volume. Any thread; no method blocks. */
final class Delivery {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Delivery() {}

    /** The stage always completes normally, with a sentence if the reports could not be written. */
    static CompletionStage<Optional<String>> deliver(
            RunResult result, RunStart.ReportFiles reports, WorkerPods workerPods) {
        List<PodWorker> living = workerPods.living();
        if (living.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Optional.of("the reports are not in the output volume: no worker is left to write them"));
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> all = CompletableFuture.supplyAsync(() -> reports.of(result), Delivery::onThread)
                .thenCompose(files -> write(files, living, over::get));
        return all.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).handle((nothing, failure) -> {
            over.set(true);
            return failure == null ? Optional.empty() : Optional.of(sentence(failure));
        });
    }

    /** Tries the workers in turn; each writes all files, replacing those of the previous one. */
    private static CompletionStage<Void> write(
            List<RunStart.ReportFile> files, List<PodWorker> workers, BooleanSupplier over) {
        // In sequence, so that a worker holds one file at a time.
        CompletionStage<Void> written = CompletableFuture.completedFuture(null);
        for (RunStart.ReportFile file : files) {
            written = written.thenCompose(nothing -> workers.getFirst().store(file.name(), file.content()));
        }
        List<PodWorker> others = workers.subList(1, workers.size());
        return written.exceptionallyCompose(failure -> others.isEmpty() || over.getAsBoolean()
                ? CompletableFuture.failedFuture(failure)
                : write(files, others, over));
    }

    private static void onThread(Runnable task) {
        Thread.ofVirtual().name("reports").start(task);
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "the reports are not in the output volume: "
                + (cause instanceof TimeoutException ? "they were not written in time" : why);
    }
}
