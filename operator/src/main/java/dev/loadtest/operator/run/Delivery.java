package dev.loadtest.operator.run;

import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Gives the reports of a finished run to a worker, which has the output volume mounted. Any thread; nothing waits. */
final class Delivery {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Delivery() {}

    /** The stage always completes normally, with a sentence where the reports could not be written. */
    static CompletionStage<Optional<String>> deliver(RunResult result, RunStart.ReportFiles reports, Crew crew) {
        Optional<PodWorker> worker = crew.anyLiving();
        if (worker.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Optional.of("the reports are not in the output volume: no worker is left to write them"));
        }
        CompletableFuture<Void> all = CompletableFuture.supplyAsync(() -> reports.of(result), Delivery::onThread)
                .thenCompose(files -> {
                    // One after the other, so that a worker holds one of them at a time.
                    CompletionStage<Void> written = CompletableFuture.completedFuture(null);
                    for (RunStart.ReportFile file : files) {
                        written = written.thenCompose(nothing -> worker.get().store(file.name(), file.content()));
                    }
                    return written;
                });
        return all.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle((nothing, failure) -> failure == null ? Optional.empty() : Optional.of(sentence(failure)));
    }

    private static void onThread(Runnable task) {
        Thread.ofVirtual().name("reports").start(task);
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "the reports are not in the output volume: " + why;
    }
}
