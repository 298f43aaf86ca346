package dev.loadtest.cli.display;

import java.io.PrintStream;

/**
 * Standard output during a run: permanent lines and, on a terminal, one redrawn line below them. Confined to one
 * thread.
 */
public final class Screen {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final Console console;
    private String live = "";
    private boolean broken;

    public Screen(Console console) {
        this.console = console;
    }

    public TerminalFacts terminal() {
        return console.terminal();
    }

    public Verbosity verbosity() {
        return console.verbosity();
    }

    /** Prints a permanent line. */
    public void line(String text) {
        PrintStream out = console.out();
        erase();
        out.println(text);
        out.print(live);
        flush();
    }

    /** Prints a permanent line on standard error. */
    public void notice(String text) {
        erase();
        flush();
        console.say(text);
        console.out().print(live);
        flush();
    }

    /** Redraws the live line, if there is one; an empty text clears it. */
    void live(String text) {
        if (!console.terminal().interactive() || text.equals(live)) {
            return;
        }
        erase();
        live = text;
        console.out().print(live);
        flush();
    }

    /** Whether output failed: the reader went away, or the disk is full. */
    public boolean broken() {
        return broken;
    }

    private void erase() {
        if (!live.isEmpty()) {
            console.out().print(CLEAR_LINE);
        }
    }

    private void flush() {
        broken |= console.out().checkError();
    }
}
