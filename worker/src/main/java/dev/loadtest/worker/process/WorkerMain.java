package dev.loadtest.worker.process;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The worker's process, configured by its environment; see {@code WorkerEnvironment}. */
public final class WorkerMain {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private WorkerMain() {}

    public static void main(String[] args) {
        Runtime.getRuntime()
                .exit(run(System.getenv(), settings -> allowed -> new AddressRules(settings.aims(), allowed))
                        .code());
    }

    /**
     * Runs to the end of the process.
     *
     * @param rules of its settings, which judge its destinations
     */
    static ExitStatus run(Map<String, String> environment, Function<WorkerSettings, CurrentAddresses.Rules> rules) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        }
        try {
            WorkerSettings settings = EnvironmentReader.read(environment);
            return serve(settings, rules.apply(settings));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("the worker cannot start: " + e.getMessage());
            return ExitStatus.UNUSABLE;
        }
    }

    private static ExitStatus serve(WorkerSettings settings, CurrentAddresses.Rules rules) {
        try (WorkerProcess process = WorkerProcess.start(settings, rules)) {
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
