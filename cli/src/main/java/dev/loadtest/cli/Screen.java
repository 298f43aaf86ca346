package dev.loadtest.cli;

import java.io.PrintStream;

/**
 * Standard output while a run is under way: lines that stay, and on a terminal one below them that is redrawn. Belongs to
 * one thread.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final Console console;
    private String live = "";
    private boolean broken;

    Screen(Console console) {
        this.console = console;
    }

    TerminalFacts terminal() {
        return console.terminal();
    }

    /** A line that stays. */
    void line(String text) {
        PrintStream out = console.out();
        erase();
        out.println(text);
        out.print(live);
        flush();
    }

    /** A line on standard error that stays. */
    void notice(String text) {
        erase();
        flush();
        console.say(text);
        console.out().print(live);
        flush();
    }

    /** Redraws the line below, where there can be one; an empty text takes it away. */
    void live(String text) {
        if (!console.terminal().interactive() || text.equals(live)) {
            return;
        }
        erase();
        live = text;
        console.out().print(live);
        flush();
    }

    /** Whether something could not be written: a reader that went away, or a full disk. */
    boolean broken() {
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
