package dev.loadtest.cli;

import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code validate FILE}: says everything that is wrong with a manifest. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with a manifest, a line each. Sends nothing.")
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The manifest.")
    private Path file = Path.of("");

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new ManifestFile(file)
                .compile(Overrides.NONE, console)
                .map(this::print)
                .orElse(ExitStatus.UNUSABLE);
    }

    private int print(Compiled compiled) {
        LoadPlan plan = compiled.plan();
        int cases = Cases.of(plan).selected().size();
        console.out()
                .println(OneLine.of(file.toString()) + ": ok (" + Quantities.count(cases, "case") + ", "
                        + Quantities.count(plan.phases().size(), "phase") + ", "
                        + Quantities.count(plan.variants().size(), "variant") + ", "
                        + Quantities.count(plan.requests().size(), "request") + ")");
        return ExitStatus.PASSED;
    }
}
