package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.cli.manifest.ManifestOptions;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.StandInFiles;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate FILE}: reports every problem of a manifest. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reports every problem of a manifest, one a line. Sends nothing.")
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ManifestOptions options = new ManifestOptions();

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Compiled> compiled = options.manifest().examine(Overrides.of(options.settings()), console);
        compiled.forEach(it -> print(it, compiled.size() > 1));
        return compiled.isEmpty() ? ExitStatus.UNUSABLE : ExitStatus.PASSED;
    }

    private void print(Compiled compiled, boolean oneOfSeveral) {
        LoadPlan plan = compiled.plan();
        tellWhatIsNotSeen(compiled.spec());
        long cases = Cases.of(plan).countSelected();
        console.out()
                .println(OneLine.of(options.manifest().name() + (oneOfSeveral ? ": " + plan.name() : "")) + ": ok ("
                        + Quantities.count(cases, "case") + ", "
                        + Quantities.count(plan.phases().size(), "phase") + ", "
                        + Quantities.count(plan.variants().size(), "variant") + ", "
                        + Quantities.count(plan.requests().size(), "request") + ")");
    }

    private void tellWhatIsNotSeen(LoadTestSpec manifest) {
        List<String> sets = Stream.ofNullable(manifest.files())
                .flatMap(List::stream)
                .filter(StandInFiles::isClusterOnly)
                .map(FileSetSpec::name)
                .toList();
        if (!sets.isEmpty()) {
            console.say("note: the files of " + String.join(", ", sets)
                    + " are visible in a cluster only; each set counts as one file here");
        }
    }
}
