package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.manifest.ManifestOptions;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.engine.plan.Cases;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list FILE}: prints the cases that would run. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Prints the ids of the cases that would run, one a line; cases that run only because others need them are marked.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ManifestOptions options = new ManifestOptions();

    @Mixin
    private SelectOption select = new SelectOption();

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Overrides overrides = new Overrides(null, null, select.expression(), List.of(), null, options.settings());
        List<Compiled> compiled = options.manifest().compile(overrides, console);
        for (Compiled it : compiled) {
            if (compiled.size() > 1) {
                console.out().println("# " + OneLine.of(it.plan().name()));
            }
            print(it);
        }
        return compiled.isEmpty() ? ExitStatus.UNUSABLE : ExitStatus.PASSED;
    }

    private void print(Compiled compiled) {
        Cases cases = Cases.of(compiled.plan());
        cases.selected().forEach(item -> console.out()
                .println(OneLine.of(item.id()) + (cases.isNeeded(item) ? " (needed)" : "")));
    }
}
