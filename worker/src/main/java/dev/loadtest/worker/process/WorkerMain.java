package dev.loadtest.worker.process;

import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The worker's process, configured by its environment; see {@code WorkerEnvironment}. */
public final class WorkerMain {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private WorkerMain() {}

    public static void main(String[] args) {
        Runtime.getRuntime().exit(run(System.getenv(), WorkerMain::rules).code());
    }

    private static AddressPolicy rules(WorkerSettings settings) {
        return new AddressRules(settings.aims());
    }

    /** Runs to the end of the process. */
    static ExitStatus run(Map<String, String> environment, Function<WorkerSettings, AddressPolicy> policy) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        }
        try {
            WorkerSettings settings = EnvironmentReader.read(environment);
            return serve(settings, policy.apply(settings));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("the worker cannot start: " + e.getMessage());
            return ExitStatus.UNUSABLE;
        }
    }

    private static ExitStatus serve(WorkerSettings settings, AddressPolicy policy) {
        try (WorkerProcess process = WorkerProcess.start(settings, policy)) {
            CompletableFuture<ExitStatus> ended = process.ended().thenApply(WorkerMain::told);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> terminate(process, ended), "termination"));
            System.out.println("the worker serves on ports " + process.controlPort() + " (control) and "
                    + process.metricsPort() + " (metrics)");
            return ended.join();
        }
    }

    private static ExitStatus told(ExitStatus status) {
        System.out.println("the worker ends: " + status.why());
        return status;
    }

    /** Delays the JVM's exit after SIGTERM until the results are read. */
    private static void terminate(WorkerProcess process, CompletableFuture<ExitStatus> ended) {
        if (!ended.isDone()) {
            System.out.println("the worker was told to end: it has stopped its load and serves its results");
            process.end();
            Runtime.getRuntime().halt(ended.join().code());
        }
    }
}
