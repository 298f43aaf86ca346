package dev.loadtest.cli.cluster;

import dev.loadtest.cli.compare.CompareOptions;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.VerbosityOptions;
import dev.loadtest.cli.process.Program;
import dev.loadtest.cli.usage.MissingCommand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands for LoadTests of a cluster: {@code ./loadtest cluster}, and {@code kubectl loadtest}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Commands for load tests in a cluster, for who may edit a namespace.")
public final class ClusterCommand implements Callable<Integer> {
    private final Console console;
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ClusterCommand(Console console, Program program) {
        this.console = console;
        this.program = program;
    }

    @Override
    public Integer call() {
        throw MissingCommand.of(spec);
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description =
                    "Prints the cases of a load test as they end, and its summary; ends with it, and by its verdict. Ctrl-C leaves it running.")
    int watch(
            @Mixin ConnectionOptions options,
            @Mixin VerbosityOptions verbosity,
            @Option(names = "--output", paramLabel = "DIR", description = "Where its results go, if anywhere.")
                    @Nullable
                    Path output,
            @Parameters(paramLabel = "NAME") String name) {
        return verbs(options, verbosity.applyTo(console)).watch(name, output);
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Fetches the results of a finished load test, and prints its summary.")
    int report(
            @Mixin ConnectionOptions options,
            @Mixin VerbosityOptions verbosity,
            @Option(
                            names = "--output",
                            paramLabel = "DIR",
                            description =
                                    "Where they go. Default: loadtest-output/NAME/TIME/, by the start of the run.")
                    @Nullable
                    Path output,
            @Option(
                            names = "-o",
                            paramLabel = "json",
                            converter = Format.Converter.class,
                            completionCandidates = Format.Words.class,
                            description = "json prints results.json instead.")
                    @Nullable
                    Format format,
            @Parameters(paramLabel = "NAME") String name) {
        return verbs(options, verbosity.applyTo(console)).report(name, output, of(format));
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description =
                    "Compares two finished load tests of one spec and seed, and checks limits on their differences.",
            footer = {
                "",
                "Exit status: 0 every limit is kept, 1 one is broken or undecided, 2 unusable arguments, 3 the runs cannot"
                        + " be compared.",
            })
    int compare(
            @Mixin ConnectionOptions options,
            @Mixin CompareOptions compared,
            @Parameters(
                            index = "0",
                            paramLabel = "BASE",
                            description = "A finished LoadTest; or, with a / in it, a folder or results.json here.")
                    String base,
            @Parameters(index = "1", paramLabel = "NEW", description = "The same of the run that is judged.")
                    String now) {
        return verbs(options).compare(base, now, compared);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the load tests of a namespace.")
    int list(
            @Mixin ConnectionOptions options,
            @Option(
                            names = {"-A", "--all-namespaces"},
                            description = "Of all namespaces.")
                    boolean all,
            @Option(
                            names = "-o",
                            paramLabel = "FORMAT",
                            converter = Format.Converter.class,
                            completionCandidates = Format.Words.class,
                            description = "json or name, instead of a table.")
                    @Nullable
                    Format format) {
        return verbs(options).list(all, of(format), InstantSource.system().instant());
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Ends load tests now, with the results so far. It cannot be taken back.")
    int stop(@Mixin ConnectionOptions options, @Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return verbs(options).patch(names, "{\"stop\":true}", "stopped");
    }

    @Command(name = "suspend", mixinStandardHelpOptions = true, description = "Pauses load tests.")
    int suspend(@Mixin ConnectionOptions options, @Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return verbs(options).patch(names, "{\"suspend\":true}", "suspended");
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets suspended load tests go on.")
    int resume(@Mixin ConnectionOptions options, @Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return verbs(options).patch(names, "{\"suspend\":false}", "resumed");
    }

    @Command(
            name = "rerun",
            mixinStandardHelpOptions = true,
            description = "Creates a load test with the spec of another one, under a name of its own.")
    int rerun(
            @Mixin ConnectionOptions options,
            @Option(
                            names = "--same-seed",
                            description = "Sends the same requests as that one, even if its manifest names no seed.")
                    boolean sameSeed,
            @Parameters(paramLabel = "NAME") String name) {
        return verbs(options).rerun(name, sameSeed);
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes load tests with their results; running ones end at once.")
    int delete(@Mixin ConnectionOptions options, @Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) {
        return verbs(options).delete(names);
    }

    private Verbs verbs(ConnectionOptions options) {
        return verbs(options, console);
    }

    private Verbs verbs(ConnectionOptions options, Console console) {
        return new Verbs(console, program, options.connection());
    }

    private static Format of(@Nullable Format given) {
        return given == null ? Format.TEXT : given;
    }
}
