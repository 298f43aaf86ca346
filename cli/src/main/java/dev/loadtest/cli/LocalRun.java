package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.Lines;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.cli.display.RunDisplay;
import dev.loadtest.cli.display.Screen;
import dev.loadtest.cli.display.summary.Pointers;
import dev.loadtest.cli.display.summary.Summary;
import dev.loadtest.cli.live.LiveOptions;
import dev.loadtest.cli.live.RunPage;
import dev.loadtest.cli.log.LogTarget;
import dev.loadtest.cli.log.RequestLogFile;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.SignalStop;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.engine.run.FirstExchanges;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.report.Origin;
import dev.loadtest.report.Reports;
import dev.loadtest.worker.FileSamples;
import dev.loadtest.worker.FoundResources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One run on this machine, from preparing its output folder to its summary. */
final class LocalRun {
    private final Console console;
    private final LoadPlan plan;
    private final Compiled compiled;
    private final ReferenceFiles references;
    private final RunOutputs outputs;
    private boolean interrupted;

    LocalRun(Console console, Compiled compiled, ReferenceFiles references, RunOutputs outputs) {
        this.outputs = outputs;
        this.console = console;
        this.plan = compiled.plan();
        this.compiled = compiled;
        this.references = references;
    }

    /**
     * Runs to the end.
     *
     * @return the exit status
     */
    int run(Destination destination) {
        // A second signal must end the process: loops and folder are released before signals are ignored again.
        try (SignalStop signals = SignalStop.install(
                        reason -> console.say("stopping: " + reason + "; the workers are just starting"),
                        LocalRun::leave);
                RowFiles rows = RowFiles.open(plan, compiled.files());
                LocalWorkers workers = LocalWorkers.start(plan, resources(rows));
                OutputFolder folder = destination.open(InstantSource.system().instant());
                RequestLogFile log = openLog();
                RunPage page = outputs.live().open(plan.name(), console::say)) {
            String warning = workers.warning();
            if (!warning.isEmpty()) {
                console.say("note: " + warning);
            }
            Screen screen = new Screen(console);
            List<Worker> all = workers.workers(new FileSamples(folder.path()), shown(), log);
            RunResult result = played(all, workers.loop(), screen, signals, page);
            signals.ended(reason -> console.say("the run has ended; its results are still being written"));
            RunResult judged =
                    compiled.baseline() == null ? result : compiled.baseline().judge(result);
            RunResult logged = log == null ? judged : judged.withRequestLog(log.end());
            Origin origin = RunOrigin.of(compiled, outputs.again());
            int status = told(logged, origin, folder, screen);
            page.ended(logged, origin);
            interrupted = signals.heard();
            return status;
        } catch (BadRowsException e) {
            console.say("the rows cannot be used: " + OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.UNUSABLE;
        } catch (LocalWorkers.UnusableTarget e) {
            console.say("the target cannot be used: " + OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.UNUSABLE;
        } catch (LocalWorkers.NoToken e) {
            console.say(OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.ERROR;
        } catch (OutputFolder.Unusable | RequestLogFile.Unusable | LiveOptions.Unusable e) {
            console.say(OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.UNUSABLE;
        } catch (ExecutionException defect) {
            throw new IllegalStateException("the run could not be completed", defect.getCause());
        } catch (IOException e) {
            console.say("the run could not be prepared: " + OneLine.of(String.valueOf(e)));
            return ExitStatus.ERROR;
        }
    }

    private @Nullable RequestLogFile openLog() throws RequestLogFile.Unusable {
        LogTarget log = outputs.log();
        return log == null ? null : RequestLogFile.open(log, plan.parallelism());
    }

    private FirstExchanges shown() {
        return new FirstExchanges(outputs.debug(), text -> console.say(Lines.of(text)));
    }

    private FoundResources resources(RowFiles rows) {
        return FoundResources.of(plan, compiled.files(), references.texts(), rows);
    }

    /** Whether a signal came while it ran or its results were written; then its user wants no other run. */
    boolean interrupted() {
        return interrupted;
    }

    /** Writes the reports and prints the summary, even if the reports cannot be written. */
    private int told(RunResult result, Origin origin, OutputFolder folder, Screen screen) {
        Path path = folder.path();
        String problem = "";
        String notice = "";
        try {
            Reports.write(result, origin, path);
            notice = folder.publish();
        } catch (IOException e) {
            problem = "the results could not be written to " + path + ": " + OneLine.of(String.valueOf(e));
        }
        Pointers pointers = problem.isEmpty()
                ? Pointers.to(path + "/report.html, results.json, junit.xml")
                        .withRequests(outputs.requests(), path + "/results.json")
                : Pointers.to("could not be written");
        Summary.of(result, pointers, screen.terminal(), screen.verbosity()).forEach(screen::line);
        if (!notice.isEmpty()) {
            console.say(OneLine.of(notice));
        }
        if (problem.isEmpty() && screen.broken()) {
            problem = "standard output could not be written; the results are in " + path;
        }
        if (problem.isEmpty()) {
            return ExitStatus.of(result.verdict());
        }
        console.say(problem);
        return ExitStatus.ERROR;
    }

    private RunResult played(List<Worker> workers, Loop loop, Screen screen, SignalStop signals, RunPage page)
            throws ExecutionException {
        CompletableFuture<Coordinator> made = new CompletableFuture<>();
        // Lost output, for example on a full disk, ends the run: its user would wait for lines in vain.
        RunDisplay display = new RunDisplay(
                screen, () -> made.thenAccept(run -> run.stop("standard output could not be written any more")));
        Coordinator coordinator = new Coordinator(plan, workers, loop, page.beside(display));
        made.complete(coordinator);
        page.begun(coordinator);
        signals.begun(reason -> stop(coordinator, display, reason));
        try (display) {
            return coordinator.start().toCompletableFuture().get();
        } catch (InterruptedException e) {
            throw new ExecutionException(e);
        }
    }

    private void stop(Coordinator coordinator, RunDisplay display, String reason) {
        display.notice("stopping: " + reason + "; waiting up to "
                + Quantities.duration(plan.drain().toNanos() / 1e3) + " for what is in flight (Ctrl-C leaves at once)");
        coordinator.stop(reason);
    }

    /** No shutdown hooks and no drain: a second Ctrl-C exits at once. */
    static void leave() {
        Runtime.getRuntime().halt(ExitStatus.ABORTED);
    }
}
