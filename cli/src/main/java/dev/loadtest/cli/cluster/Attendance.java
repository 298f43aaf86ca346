package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.cluster.api.StoredResults;
import dev.loadtest.cli.cluster.api.TestWatch;
import dev.loadtest.cli.cluster.follow.Ended;
import dev.loadtest.cli.cluster.follow.Follower;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.RunDisplay;
import dev.loadtest.cli.display.Screen;
import dev.loadtest.cli.display.summary.Pointers;
import dev.loadtest.cli.display.summary.Summary;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.result.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Follows one LoadTest to its end, and prints and keeps its results. */
final class Attendance implements AutoCloseable {
    private final Console console;
    private final ClusterApi api;
    private final String requests;
    private final Screen screen;
    private final RunDisplay display;
    private final Timers timers = new Timers();

    /** @param requests the command that prints a request of it, up to the case; empty for none */
    Attendance(Console console, ClusterApi api, String requests) {
        this.console = console;
        this.api = api;
        this.requests = requests;
        this.screen = new Screen(console);
        this.display = new RunDisplay(
                screen, () -> console.say("standard output cannot be written any more; the load test goes on"));
    }

    /** Prints a line on standard error, between those of the run. */
    void notice(String line) {
        display.notice(line);
    }

    /**
     * Returns when it has ended.
     *
     * @param folder where its results go; null to leave them in the cluster
     * @param listening called once it is followed
     * @return the exit status
     */
    int toTheEnd(ObservedTest test, boolean isNew, @Nullable OutputFolder folder, Runnable listening)
            throws ClusterProblem {
        Follower follower = isNew ? Follower.ofNew(test, display, timers) : Follower.ofRunning(test, display, timers);
        Ended ended;
        TestWatch watch = api.watch(test, follower);
        try {
            listening.run();
            ended = follower.ended().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException defect) {
            throw new IllegalStateException("the load test could not be followed", defect.getCause());
        } finally {
            watch.close();
        }
        return switch (ended) {
            case Ended.Finished finished -> finished(follower, finished.test(), folder);
            case Ended.Refused refused -> refused(refused);
            case Ended.Gone gone -> {
                follower.fillWithoutResults();
                display.notice("the load test was deleted before it had a verdict");
                yield ExitStatus.ERROR;
            }
        };
    }

    /** It would start later, unattended, once it is valid: who may not delete it stops it. */
    private int refused(Ended.Refused refused) throws ClusterProblem {
        display.notice("refused: " + OneLine.of(refused.why()));
        String name = refused.test().name();
        try {
            api.delete(name);
            display.notice("it was deleted, since it would start by itself once that is mended");
        } catch (ClusterProblem e) {
            api.patch(name, "{\"stop\":true}");
            display.notice("it was stopped, since it would start by itself once that is mended");
        }
        return ExitStatus.UNUSABLE;
    }

    private int finished(Follower follower, ObservedTest test, @Nullable OutputFolder folder) throws ClusterProblem {
        LoadTestStatus status = Objects.requireNonNull(test.status());
        String place = status.results();
        if (place == null) {
            follower.fillWithoutResults();
            close();
            Summary.withoutResults(
                            Verdicts.of(status),
                            Objects.requireNonNullElse(status.message(), ""),
                            screen.terminal(),
                            screen.verbosity())
                    .forEach(screen::line);
            return Verdicts.exit(status);
        }
        StoredResults results = StoredResults.of(api, place);
        RunResult run;
        try {
            run = results.read();
        } catch (IOException e) {
            follower.fillWithoutResults();
            display.notice("the results cannot be used: " + OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.ERROR;
        }
        follower.fill(run.cases());
        close();
        return told(status, run, results, folder == null ? place : "", folder);
    }

    private int told(
            LoadTestStatus status, RunResult run, StoredResults results, String place, @Nullable OutputFolder folder) {
        List<String> problems = folder == null ? List.of() : results.unpack(folder.path());
        Pointers pointers = folder == null
                ? Pointers.toCluster(place)
                : Pointers.toCluster(folder.path() + "/report.html, results.json, junit.xml")
                        .withRequests(requests, folder.path() + "/results.json");
        Summary.of(run, pointers, screen.terminal(), screen.verbosity()).forEach(screen::line);
        String notice = folder == null || !problems.isEmpty() ? "" : folder.publish();
        if (!notice.isEmpty()) {
            console.say(OneLine.of(notice));
        }
        if (folder != null && !results.missing().isEmpty()) {
            console.say("note: the stored results are trimmed to fit a ConfigMap, without "
                    + String.join(", ", results.missing()));
        }
        String message = Objects.requireNonNullElse(status.message(), "");
        if (!message.isEmpty() && !message.equals(run.message())) {
            console.say("note: the status says " + Verdicts.of(status).label() + ": " + OneLine.of(message));
        }
        problems.forEach(problem -> console.say(OneLine.of(problem)));
        return problems.isEmpty() ? Verdicts.exit(status) : ExitStatus.ERROR;
    }

    /** Everything is written when this returns. */
    @Override
    public void close() {
        timers.close();
        display.close();
    }
}
