package dev.loadtest.cli.compare;

import dev.loadtest.cli.display.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code compare BASE NEW}: whether one run is worse than another of the same plan and seed. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two runs of one manifest and seed, and checks limits on their differences.",
        footer = {
            "",
            "Exit status: 0 every limit is kept, 1 one is broken or undecided, 2 unusable arguments, 3 the runs cannot be"
                    + " compared.",
        })
public final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "BASE", description = "A results.json, or the folder of a run.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The same of the run that is judged.")
    private Path now = Path.of("");

    @Mixin
    private CompareOptions options = new CompareOptions();

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Comparing comparing = new Comparing(console, options);
        StoredRun ofBase = read(base, comparing);
        StoredRun ofNow = read(now, comparing);
        if (ofBase == null || ofNow == null) {
            return comparing.refused();
        }
        return comparing.compare(ofBase, ofNow);
    }

    private static @Nullable StoredRun read(Path given, Comparing comparing) {
        try {
            return StoredRun.read(given);
        } catch (IOException e) {
            comparing.problem(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
