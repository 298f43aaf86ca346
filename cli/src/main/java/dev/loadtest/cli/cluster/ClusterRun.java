package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.cli.process.SignalStop;
import dev.loadtest.crds.compile.Compilation.Compiled;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** {@code run FILE --cluster}: creates LoadTests of a manifest and follows them, one after the other. */
public final class ClusterRun {
    private final Console console;
    private final Program program;
    private final RunRequest request;
    private boolean interrupted;

    public ClusterRun(Console console, Program program, RunRequest request) {
        this.console = console;
        this.program = program;
        this.request = request;
    }

    /** Returns the exit status: of several the worst. */
    public int run() {
        List<Compiled> compiled = request.manifest().compileForCluster(request.overrides(), console);
        int worst = compiled.isEmpty() ? ExitStatus.UNUSABLE : ExitStatus.PASSED;
        for (Compiled each : compiled) {
            if (interrupted) {
                console.say("note: not run: " + OneLine.of(each.plan().name()));
            } else {
                worst = Math.max(worst, one(each, compiled.size() > 1));
            }
        }
        return worst;
    }

    private int one(Compiled compiled, boolean oneOfSeveral) {
        LocalFileMaps files = LocalFileMaps.read(compiled);
        if (!files.problems().isEmpty()) {
            request.manifest().report(files.problems(), compiled.places(), console);
            return ExitStatus.UNUSABLE;
        }
        Submission submission = Submission.of(compiled, request.overrides(), files.maps());
        return ClusterWork.done(console, () -> {
            try (ClusterApi api = ClusterApi.open(request.connection(), namespace(compiled))) {
                api.check();
                return request.attended()
                        ? attended(api, submission, destination(compiled, oneOfSeveral))
                        : created(api, submission);
            }
        });
    }

    /** As kubectl has it: a manifest that names another namespace than the command line is refused. */
    private String namespace(Compiled compiled) throws ClusterProblem {
        String ofManifest = compiled.metadata().namespace();
        String given = request.connection().namespace();
        if (given != null && !ofManifest.isEmpty() && !given.equals(ofManifest)) {
            throw ClusterProblem.unusable("the manifest's namespace " + ofManifest + " is not " + given
                    + ": leave out -n, or the manifest's metadata.namespace");
        }
        return ofManifest;
    }

    private Destination destination(Compiled compiled, boolean oneOfSeveral) {
        String name = compiled.plan().name();
        return oneOfSeveral
                ? Destination.ofOneOfSeveral(request.output(), name)
                : Destination.of(request.output(), name);
    }

    private int created(ClusterApi api, Submission submission) throws ClusterProblem {
        ObservedTest test = submission.create(api, console::say);
        switch (request.format()) {
            case JSON -> console.out().println(api.json(test));
            case NAME -> console.out().println(ObjectNames.of(test));
            case TEXT -> console.out().println(ObjectNames.of(test) + " created");
        }
        return ExitStatus.PASSED;
    }

    private int attended(ClusterApi api, Submission submission, Destination destination)
            throws ClusterProblem, OutputFolder.Unusable, IOException {
        Leaving leaving = new Leaving(console, program, api.namespace());
        Console shown = request.format() == Format.TEXT ? console : console.onErr();
        int status;
        String name;
        try (OutputFolder folder = destination.open(InstantSource.system().instant());
                SignalStop signals = SignalStop.install(reason -> console.say("stopping: " + reason), leaving::leave);
                Attendance attendance = new Attendance(shown, api, request.requests())) {
            ObservedTest test = submission.create(api, attendance::notice);
            name = test.name();
            leaving.names(name);
            attendance.notice(ObjectNames.of(test) + " created in namespace " + OneLine.of(api.namespace()));
            RemoteStop stop = new RemoteStop(api, name, attendance::notice);
            status = attendance.toTheEnd(test, true, folder, () -> signals.begun(stop::stop));
            interrupted = signals.heard();
        }
        print(api, name);
        return status;
    }

    /** For a script: the object with its verdict, behind everything else. */
    private void print(ClusterApi api, String name) throws ClusterProblem {
        switch (request.format()) {
            case JSON -> console.out().println(api.json(api.get(name)));
            case NAME -> console.out().println(ObjectNames.of(name));
            case TEXT -> {}
        }
    }
}
