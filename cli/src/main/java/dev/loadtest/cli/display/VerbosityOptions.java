package dev.loadtest.cli.display;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options of every command that prints a summary. */
public final class VerbosityOptions {
    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    /** One of them at most. */
    static final class Choice {
        @Option(
                names = {"-q", "--quiet"},
                description = "Prints the verdict alone.")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Prints the books as well: planned = sent + notSent, and sent = the sum of its outcomes.")
        private boolean verbose;
    }

    /** The console, with as much printed as they ask for. */
    public Console applyTo(Console console) {
        return choice == null
                ? console
                : console.with(choice.quiet ? Verbosity.QUIET : choice.verbose ? Verbosity.VERBOSE : Verbosity.NORMAL);
    }
}
