package dev.loadtest.cli;

import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.model.LoadTestSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run FILE}: runs a manifest on this machine. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs a manifest on this machine.")
final class RunCommand implements Callable<Integer> {
    private static final long MAX_SEED = 1L << 53;
    private static final int MAX_WORKERS = 1_000;

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The manifest.")
    private Path file = Path.of("");

    @Mixin
    private AllowedPaths allowed = new AllowedPaths();

    @Option(
            names = "-k",
            paramLabel = "EXPR",
            description = "Which cases run, instead of the manifest's select: pytest's -k over case ids.")
    private @Nullable String select;

    @Option(
            names = "--phase",
            paramLabel = "NAME",
            description = "Only cases of this phase, and those they need. May be repeated.")
    private List<String> phases = List.of();

    @Option(names = "--target", paramLabel = "URL", description = "Instead of the manifest's spec.target.url.")
    private @Nullable String target;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many in-process workers share the load, instead of the manifest's parallelism.")
    private @Nullable Integer workers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Instead of the manifest's seed; the same seed sends the same requests.")
    private @Nullable Long seed;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the results go. Default: loadtest-output/NAME/.")
    private @Nullable Path output;

    @Option(
            names = "--ref",
            paramLabel = "secret/NAME/KEY=FILE",
            converter = Reference.Converter.class,
            description =
                    "The file that stands for a Secret's key, or for a ConfigMap's: configmap/NAME/KEY=FILE. May be repeated.")
    private List<Reference> references = List.of();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        checkNumbers();
        ManifestFile manifest = new ManifestFile(file, allowed.folders());
        Optional<Compiled> compiled = manifest.compile(new Overrides(target, seed, select, phases, workers), console);
        return compiled.map(it -> run(manifest, it)).orElse(ExitStatus.UNUSABLE);
    }

    private int run(ManifestFile manifest, Compiled compiled) {
        Set<dev.loadtest.engine.plan.SecretRef> needed = compiled.secrets();
        ReferenceFiles texts = ReferenceFiles.read(needed, references);
        if (!texts.problems().isEmpty()) {
            manifest.report(ReferenceFields.problems(compiled.spec(), texts.problems()), console);
            return ExitStatus.UNUSABLE;
        }
        references.stream()
                .filter(given -> !needed.contains(given.ref()))
                .forEach(given -> console.say("note: --ref "
                        + OneLine.of(given.ref().toString()) + " is not used: the manifest does not name it"));
        tellWhatIsNotHeeded(compiled.spec());
        Path folder =
                output == null ? Path.of("loadtest-output", compiled.plan().name()) : output;
        return new LocalRun(console, compiled, texts).run(folder);
    }

    /** Whoever wrote these waits for a run that does not begin. */
    private void tellWhatIsNotHeeded(LoadTestSpec manifest) {
        List<String> fields = new ArrayList<>();
        if (Boolean.TRUE.equals(manifest.suspend())) {
            fields.add("suspend");
        }
        if (Boolean.TRUE.equals(manifest.stop())) {
            fields.add("stop");
        }
        if (!fields.isEmpty()) {
            console.say("note: not heeded by a run on one machine: " + String.join(", ", fields) + " (Ctrl-C ends it)");
        }
    }

    private void checkNumbers() {
        if (workers != null && (workers < 1 || workers > MAX_WORKERS)) {
            throw new ParameterException(spec.commandLine(), "--workers must be 1 to " + MAX_WORKERS + ": " + workers);
        }
        if (seed != null && (seed < 0 || seed > MAX_SEED)) {
            throw new ParameterException(spec.commandLine(), "--seed must be 0 to " + MAX_SEED + ": " + seed);
        }
    }
}
