package dev.loadtest.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What commands read from and write to.
 *
 * @param in a manifest, where a command line says so
 * @param out results
 * @param err problems and notices
 */
record Console(InputStream in, PrintStream out, PrintStream err, TerminalFacts terminal) {

    /** A problem or a notice, on standard error. */
    void say(String line) {
        err.println(line);
        err.flush();
    }
}
