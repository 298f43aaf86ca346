package dev.loadtest.cli;

import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.engine.plan.Cases;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list FILE}: the cases that would run. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Prints the ids of the cases that would run, one a line; those that only others need are marked.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The manifest.")
    private Path file = Path.of("");

    @Mixin
    private AllowedPaths allowed = new AllowedPaths();

    @Option(
            names = "-k",
            paramLabel = "EXPR",
            description = "Which cases, instead of the manifest's select: pytest's -k over case ids.")
    private @Nullable String select;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Overrides overrides = new Overrides(null, null, select, List.of(), null);
        return new ManifestFile(file, allowed.folders())
                .compile(overrides, console)
                .map(this::print)
                .orElse(ExitStatus.UNUSABLE);
    }

    private int print(Compiled compiled) {
        Cases cases = Cases.of(compiled.plan());
        cases.selected().forEach(item -> console.out()
                .println(OneLine.of(item.id()) + (cases.isNeeded(item) ? " (needed)" : "")));
        return ExitStatus.PASSED;
    }
}
