package dev.loadtest.cli.display;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What commands read from and write to.
 *
 * @param in a manifest, where a command line says so
 * @param out results
 * @param err problems and notices
 * @param verbosity how much a run prints
 */
public record Console(InputStream in, PrintStream out, PrintStream err, TerminalFacts terminal, Verbosity verbosity) {

    /** Where a run prints as much as usual. */
    public Console(InputStream in, PrintStream out, PrintStream err, TerminalFacts terminal) {
        this(in, out, err, terminal, Verbosity.NORMAL);
    }

    /** The same, printing as much as this. */
    public Console with(Verbosity verbosity) {
        return new Console(in, out, err, terminal, verbosity);
    }

    /** The same, with everything on standard error. */
    public Console onErr() {
        return new Console(in, err, err, terminal, verbosity);
    }

    /** A problem or a notice, on standard error. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
