package dev.loadtest.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command that chooses among cases. */
final class SelectOption {
    @Option(
            names = "-k",
            paramLabel = "EXPR",
            description = "Which cases, instead of the manifest's select: pytest's -k over case ids.")
    private @Nullable String expression;

    /** Null for the manifest's own. */
    @Nullable
    String expression() {
        return expression;
    }
}
