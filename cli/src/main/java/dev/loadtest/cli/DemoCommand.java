package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.VerbosityOptions;
import dev.loadtest.cli.manifest.ManifestFile;
import dev.loadtest.cli.output.Destination;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.demo.PlotService;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: runs the whole example against a service that it starts. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the seven-phase example against a bundled demo service, on this machine, or only serves it.")
final class DemoCommand implements Callable<Integer> {
    private static final String EXAMPLE = "plot-service";

    private final Console console;
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VerbosityOptions verbosity = new VerbosityOptions();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the results go. Default: a new folder loadtest-output/" + EXAMPLE + "/TIME/.")
    private @Nullable Path output;

    @Mixin
    private SelectOption select = new SelectOption();

    @Option(
            names = "--serve",
            description = "Only serves the demo service on loopback, for other commands to aim at, until Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "With --serve: the port to listen on, 0 for any free one. Default: " + ServedDemo.PORT + ".")
    private @Nullable Integer port;

    DemoCommand(Console console, Program program) {
        this.console = console;
        this.program = program;
    }

    @Override
    public Integer call() {
        if (serve) {
            return serve();
        }
        if (port != null) {
            throw new ParameterException(spec.commandLine(), "--port is for --serve; a run uses any free port");
        }
        try (PlotService service = PlotService.start(PlotServiceOptions.defaults());
                BundledExample example = BundledExample.open(EXAMPLE)) {
            Overrides overrides = new Overrides(service.url(), null, select.expression(), List.of(), null);
            List<Compiled> compiled = new ManifestFile(example.manifest(), List.of()).compile(overrides, console);
            return compiled.isEmpty() ? ExitStatus.UNUSABLE : run(compiled.getFirst());
        } catch (IOException e) {
            console.say("the demo cannot start: " + OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.ERROR;
        }
    }

    private int serve() {
        int chosen = port == null ? ServedDemo.PORT : port;
        if (output != null || select.expression() != null) {
            throw new ParameterException(spec.commandLine(), "--output and -k are for a run; --serve only answers");
        }
        if (chosen < 0 || chosen > ServedDemo.MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be 0 to " + ServedDemo.MAX_PORT + ": " + chosen);
        }
        return new ServedDemo(console, program).serve(chosen);
    }

    private int run(Compiled compiled) {
        Console shown = verbosity.applyTo(console);
        RunOutputs again = RunOutputs.of(program.name() + " demo");
        return new LocalRun(shown, compiled, ReferenceFiles.read(compiled.plan(), List.of()), again)
                .run(Destination.of(output, EXAMPLE));
    }
}
