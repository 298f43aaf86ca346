package dev.loadtest.cli;

import dev.loadtest.cli.cluster.ClusterOptions;
import dev.loadtest.cli.cluster.ClusterRun;
import dev.loadtest.cli.cluster.RunRequest;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.VerbosityOptions;
import dev.loadtest.cli.live.LiveOptions;
import dev.loadtest.cli.log.LogTarget;
import dev.loadtest.cli.log.LogTargetConverter;
import dev.loadtest.cli.manifest.ManifestFile;
import dev.loadtest.cli.manifest.ManifestOptions;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run FILE}: runs a manifest on this machine, or in a cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a manifest on this machine, or in a cluster.")
final class RunCommand implements Callable<Integer> {
    private static final int MAX_WORKERS = 1_000;
    private static final int MAX_DEBUG = 1_000;

    private Console console;
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManifestOptions options = new ManifestOptions();

    @Mixin
    private PlanOptions sent = new PlanOptions();

    @Mixin
    private VerbosityOptions verbosity = new VerbosityOptions();

    @Mixin
    private SelectOption select = new SelectOption();

    @Option(
            names = "--phase",
            paramLabel = "NAME",
            description = "Only cases of this phase, and those they need. May be repeated.")
    private List<String> phases = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many in-process workers share the load, instead of the manifest's parallelism.")
    private @Nullable Integer workers;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Where the results go, those of several LoadTests to folders of their names in it. Default: a new folder loadtest-output/NAME/TIME/.")
    private @Nullable Path output;

    @Option(
            names = "--debug",
            paramLabel = "N",
            description = "Prints the first N requests and responses in full to standard error, without secrets.")
    private int debug;

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(
            names = "--out",
            paramLabel = "jsonl=FILE",
            converter = LogTargetConverter.class,
            description =
                    "Writes a line for each request to a file; jsonl=FILE,every=N of every Nth, and ,max=SIZE limits it (1GiB).")
    private @Nullable LogTarget log;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    private final boolean always;

    RunCommand(Console console, Program program) {
        this(console, program, false);
    }

    /** @param always whether it runs in a cluster without being told */
    private RunCommand(Console console, Program program, boolean always) {
        this.console = console;
        this.program = program;
        this.always = always;
    }

    /** The same command where all commands work in a cluster. */
    static RunCommand inCluster(Console console, Program program) {
        return new RunCommand(console, program, true);
    }

    @Override
    public Integer call() {
        console = verbosity.applyTo(console);
        checkNumbers();
        ManifestFile manifest = options.manifest();
        Overrides overrides =
                new Overrides(sent.target(), sent.seed(), select.expression(), phases, workers, options.settings());
        if (cluster.isWanted() || always) {
            checkCluster();
            return new ClusterRun(console, program, request(manifest, overrides)).run();
        }
        checkLocal();
        List<Compiled> compiled = manifest.compile(overrides, console);
        if (compiled.isEmpty() || !hasReferences(manifest, compiled)) {
            return ExitStatus.UNUSABLE;
        }
        refuse(log != null && compiled.size() > 1, "--out is for one LoadTest, and the file holds " + compiled.size());
        tellUnusedReferences(compiled);
        return compiled.size() == 1 ? run(compiled.getFirst()) : runAll(compiled);
    }

    private int run(Compiled compiled) {
        return prepared(compiled).run(Destination.of(output, compiled.plan().name()));
    }

    /** Runs one after the other, also after a failed one; a signal ends them all. */
    private int runAll(List<Compiled> compiled) {
        int worst = ExitStatus.PASSED;
        for (int i = 0; i < compiled.size(); i++) {
            String name = compiled.get(i).plan().name();
            console.out().println(OneLine.of(name) + ":");
            LocalRun run = prepared(compiled.get(i));
            worst = Math.max(worst, run.run(Destination.ofOneOfSeveral(output, name)));
            if (run.interrupted() && i + 1 < compiled.size()) {
                List<Compiled> left = compiled.subList(i + 1, compiled.size());
                console.say("note: not run: "
                        + OneLine.of(left.stream().map(it -> it.plan().name()).collect(Collectors.joining(", "))));
                break;
            }
        }
        return worst;
    }

    private LocalRun prepared(Compiled compiled) {
        tellWhatIsNotHeeded(compiled.spec());
        return new LocalRun(
                console,
                compiled,
                ReferenceFiles.read(compiled.plan(), sent.references()),
                new RunOutputs(debug, log, live, again(compiled), requestCommand()));
    }

    /** Whether all keys of Secrets and ConfigMaps have files; those that have none are reported. */
    private boolean hasReferences(ManifestFile manifest, List<Compiled> compiled) {
        boolean complete = true;
        for (Compiled it : compiled) {
            Map<SecretRef, String> problems =
                    ReferenceFiles.read(it.plan(), sent.references()).problems();
            manifest.report(ReferenceFields.problems(it.spec(), problems), it.places(), console);
            complete &= problems.isEmpty();
        }
        return complete;
    }

    private void tellUnusedReferences(List<Compiled> compiled) {
        sent.references().stream()
                .filter(given -> compiled.stream().noneMatch(it -> it.secrets().contains(given.ref())))
                .forEach(given -> console.say("note: --ref "
                        + OneLine.of(given.ref().toString()) + " is not used: the manifest does not name it"));
    }

    /** A notice for {@code suspend} and {@code stop}, which a run on one machine ignores. */
    private void tellWhatIsNotHeeded(LoadTestSpec manifest) {
        List<String> fields = new ArrayList<>();
        if (Boolean.TRUE.equals(manifest.suspend())) {
            fields.add("suspend");
        }
        if (Boolean.TRUE.equals(manifest.stop())) {
            fields.add("stop");
        }
        if (!fields.isEmpty()) {
            console.say("note: ignored by a run on one machine: " + String.join(", ", fields) + " (Ctrl-C ends it)");
        }
    }

    private String again(Compiled compiled) {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return Repetition.of(program, arguments, compiled.plan().seed());
    }

    /** The command that prints a request of this run, up to the case; empty for a manifest that cannot be read again. */
    private String requestCommand() {
        return program.plugin() ? "" : options.again(program.name() + " request");
    }

    private RunRequest request(ManifestFile manifest, Overrides overrides) {
        return new RunRequest(
                cluster.connection(),
                manifest,
                overrides,
                requestCommand(),
                cluster.isAttended(),
                output,
                cluster.format());
    }

    private void checkCluster() {
        refuse(!phases.isEmpty(), "--phase is for a run on this machine; in a cluster -k chooses cases");
        refuse(debug > 0, "--debug is for a run on this machine, whose workers are this process");
        refuse(log != null, "--out is for a run on this machine, whose workers are this process");
        refuse(
                live.isWanted(),
                "--live is for a run on this machine: before a run in a cluster has ended, only its status is known here");
        refuse(
                !sent.references().isEmpty(),
                "--ref is for a run on this machine; a cluster has the objects themselves");
        refuse(!cluster.isAttended() && output != null, "--output needs --wait: there are no results before the end");
    }

    private void checkLocal() {
        refuse(!cluster.localProblem().isEmpty(), cluster.localProblem());
    }

    private void checkNumbers() {
        refuse(!live.problem().isEmpty(), live.problem());
        refuse(
                workers != null && (workers < 1 || workers > MAX_WORKERS),
                "--workers must be 1 to " + MAX_WORKERS + ": " + workers);
        refuse(debug < 0 || debug > MAX_DEBUG, "--debug must be 0 to " + MAX_DEBUG + ": " + debug);
    }

    private void refuse(boolean unusable, String message) {
        if (unusable) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
