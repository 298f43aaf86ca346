package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.Connection;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.compare.CompareOptions;
import dev.loadtest.cli.compare.Comparing;
import dev.loadtest.cli.compare.StoredRun;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.cli.process.SignalStop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands do with LoadTests that exist. */
final class Verbs {
    private final Console console;
    private final Program program;
    private final Connection connection;

    Verbs(Console console, Program program, Connection connection) {
        this.console = console;
        this.program = program;
        this.connection = connection;
    }

    /** Work with an API server; returns the exit status. */
    private interface Work {
        int with(ClusterApi api) throws ClusterProblem, IOException, OutputFolder.Unusable;
    }

    private int work(Work work) {
        return ClusterWork.done(console, () -> {
            try (ClusterApi api = ClusterApi.open(connection, "")) {
                return work.with(api);
            }
        });
    }

    int watch(String name, @Nullable Path output) {
        return work(api -> {
            ObservedTest test = api.get(name);
            Leaving leaving = new Leaving(console, program, api.namespace());
            leaving.names(name);
            try (OutputFolder folder = output == null ? null : OutputFolder.open(output);
                    SignalStop signals = SignalStop.install(reason -> leaving.leave(), leaving::leave);
                    Attendance attendance = new Attendance(console, api, "")) {
                return attendance.toTheEnd(test, false, folder, () -> signals.begun(reason -> leaving.leave()));
            }
        });
    }

    /** @param output null for a folder of the run's name and start, whose results are replaced */
    int report(String name, @Nullable Path output, Format format) {
        return work(api -> {
            Reporting reporting = new Reporting(console, api);
            ObservedTest test = Reporting.finished(api.get(name), program);
            if (format == Format.JSON) {
                return reporting.json(test);
            }
            Destination destination = Destination.ofEnded(output, name, Reporting.start(test));
            try (OutputFolder folder = destination.open(InstantSource.system().instant())) {
                return reporting.into(test, folder);
            }
        });
    }

    /** @param base name of a finished LoadTest, or a path: with a slash, or of a file of JSON; now is the same */
    int compare(String base, String now, CompareOptions options) {
        Comparing comparing = new Comparing(console, options);
        return comparing.hasProblems()
                ? comparing.refused()
                : work(api -> comparing.compare(stored(api, base), stored(api, now)));
    }

    private StoredRun stored(ClusterApi api, String given) throws ClusterProblem {
        if (!given.contains("/") && !given.endsWith(".json")) {
            return new Reporting(console, api).compared(Reporting.finished(test(api, given), program));
        }
        try {
            return StoredRun.read(Path.of(given));
        } catch (IOException | InvalidPathException e) {
            throw ClusterProblem.unusable(String.valueOf(e.getMessage()));
        }
    }

    /** Of a name that a folder here has, too, the sentence says how that is written. */
    private static ObservedTest test(ClusterApi api, String name) throws ClusterProblem {
        try {
            return api.get(name);
        } catch (ClusterProblem e) {
            throw Files.exists(Path.of(name))
                    ? ClusterProblem.unusable(e.sentence() + "; for what is here write ./" + name)
                    : e;
        }
    }

    int list(boolean all, Format format, Instant now) {
        return work(api -> {
            List<ObservedTest> tests = api.list(all);
            switch (format) {
                case JSON -> console.out().println(api.json(tests));
                case NAME -> tests.forEach(test -> console.out().println(ObjectNames.of(test)));
                case TEXT -> {
                    if (tests.isEmpty()) {
                        console.say(
                                all
                                        ? "there are no load tests"
                                        : "there are no load tests in namespace " + OneLine.of(api.namespace()));
                    } else {
                        TestTable.of(tests, all, now).forEach(console.out()::println);
                    }
                }
            }
            return ExitStatus.PASSED;
        });
    }

    /** @param done what has become of it, in a word */
    int patch(List<String> names, String spec, String done) {
        return each(names, (api, name) -> {
            api.patch(name, spec);
            console.out().println(ObjectNames.of(name) + " " + done);
        });
    }

    int delete(List<String> names) {
        return each(names, (api, name) -> {
            api.delete(name);
            console.out().println(ObjectNames.of(name) + " deleted");
        });
    }

    int rerun(String name, boolean sameSeed) {
        return work(api -> {
            ObservedTest again = Rerun.of(api.get(name), sameSeed).create(api);
            console.out().println(ObjectNames.of(again) + " created");
            return ExitStatus.PASSED;
        });
    }

    /** Work on one LoadTest. */
    private interface EachWork {
        void with(ClusterApi api, String name) throws ClusterProblem;
    }

    /** All of them, also after one that fails. */
    private int each(List<String> names, EachWork work) {
        return work(api -> {
            int worst = ExitStatus.PASSED;
            for (String name : names) {
                try {
                    work.with(api, name);
                } catch (ClusterProblem e) {
                    console.say(OneLine.of(e.sentence()));
                    worst = Math.max(worst, e.exit());
                }
            }
            return worst;
        });
    }
}
