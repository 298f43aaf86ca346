package dev.loadtest.cli.display;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What commands read from and write to.
 *
 * @param in a manifest, where a command line says so
 * @param out results
 * @param err problems and notices
 */
public record Console(InputStream in, PrintStream out, PrintStream err, TerminalFacts terminal) {

    /** A problem or a notice, on standard error. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
