package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.manifest.ManifestFile;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.demo.PlotService;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: runs the whole example against a service that it starts. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the seven-phase example against a bundled demo service, on this machine.")
final class DemoCommand implements Callable<Integer> {
    private static final String EXAMPLE = "plot-service";

    private final Console console;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "loadtest-output/" + EXAMPLE,
            description = "Where the results go. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("");

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (PlotService service = PlotService.start(PlotServiceOptions.defaults());
                BundledExample example = BundledExample.open(EXAMPLE)) {
            Overrides overrides = new Overrides(service.url(), null, null, List.of(), null);
            List<Compiled> compiled = new ManifestFile(example.manifest(), List.of()).compile(overrides, console);
            return compiled.isEmpty() ? ExitStatus.UNUSABLE : run(compiled.getFirst());
        } catch (IOException e) {
            console.say("the demo cannot start: " + OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.ERROR;
        }
    }

    private int run(Compiled compiled) {
        return new LocalRun(console, compiled, ReferenceFiles.read(compiled.plan(), List.of()), 0).run(output);
    }
}
