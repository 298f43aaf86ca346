package dev.loadtest.cli;

import java.io.PrintStream;

/**
 * What commands write to.
 *
 * @param out results
 * @param err problems and notices
 */
record Console(PrintStream out, PrintStream err, TerminalFacts terminal) {

    /** A problem or a notice, on standard error. */
    void say(String line) {
        err.println(line);
        err.flush();
    }
}
