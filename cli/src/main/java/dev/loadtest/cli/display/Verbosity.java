package dev.loadtest.cli.display;

/** How much a run prints on standard output. */
public enum Verbosity {
    /** The verdict alone, on one line. */
    QUIET,
    /** A line for each case as it ends, and the summary. */
    NORMAL,
    /** The same, and the books. */
    VERBOSE
}
