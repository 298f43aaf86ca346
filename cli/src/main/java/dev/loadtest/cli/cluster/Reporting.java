package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.cluster.api.StoredResults;
import dev.loadtest.cli.compare.StoredRun;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.summary.Pointers;
import dev.loadtest.cli.display.summary.Summary;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.crds.model.LoadTestStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The results of a finished LoadTest. */
final class Reporting {
    private final Console console;
    private final ClusterApi api;

    Reporting(Console console, ClusterApi api) {
        this.console = console;
        this.api = api;
    }

    /** The same, if it has results. */
    static ObservedTest finished(ObservedTest test, Program program) throws ClusterProblem {
        LoadTestStatus status = test.status();
        if (status == null || status.completionTime() == null) {
            throw ClusterProblem.unusable(test.name() + " has not ended; follow it with "
                    + program.inCluster("watch " + test.name() + " -n " + test.namespace()));
        }
        if (status.results() == null) {
            throw ClusterProblem.unusable(test.name() + " has no results: "
                    + Objects.requireNonNullElse(status.message(), "it ended before its first request"));
        }
        return test;
    }

    /** Start of the run, or the creation of a LoadTest that never started. */
    static Instant start(ObservedTest test) {
        String started = test.status() == null ? null : test.status().startTime();
        return Instant.parse(started == null ? test.created() : started);
    }

    /** Prints its results. */
    int json(ObservedTest test) throws ClusterProblem, IOException {
        StoredResults results = StoredResults.of(api, place(test));
        // Untrusted: any user with the right to edit ConfigMaps can write it.
        results.read();
        console.out().write(results.json());
        console.out().flush();
        return ExitStatus.PASSED;
    }

    /** Fetches its results and prints its summary; the exit status is not that of its verdict. */
    int into(ObservedTest test, OutputFolder folder) throws ClusterProblem, IOException {
        StoredResults results = StoredResults.of(api, place(test));
        List<String> problems = results.unpack(folder.path());
        Pointers pointers = Pointers.toCluster(folder.path() + "/report.html, results.json, junit.xml");
        Summary.of(results.read(), pointers, console.terminal(), console.verbosity())
                .forEach(console.out()::println);
        List<String> notices = problems.isEmpty() ? List.of(folder.publish()) : problems;
        notices.stream().filter(notice -> !notice.isEmpty()).forEach(notice -> console.say(OneLine.of(notice)));
        return problems.isEmpty() ? ExitStatus.PASSED : ExitStatus.ERROR;
    }

    /** Its results as a comparison needs them. */
    StoredRun compared(ObservedTest test) throws ClusterProblem {
        StoredResults results = StoredResults.of(api, place(test));
        try {
            // Not in the folder of its results, which `report` would take for somebody else's.
            return new StoredRun(test.name(), Path.of(Destination.HOME, test.name()), results.compared());
        } catch (IOException e) {
            throw ClusterProblem.error(
                    "the results of " + test.name() + " cannot be used: results.json " + e.getMessage());
        }
    }

    private static String place(ObservedTest test) {
        LoadTestStatus status = Objects.requireNonNull(test.status());
        return Objects.requireNonNull(status.results());
    }
}
