package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.TerminalFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console that keeps its output. */
public final class Printed {
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    public Printed() {
        this("");
    }

    /** @param in standard input */
    public Printed(String in) {
        this.in = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    }

    public Console console(TerminalFacts terminal) {
        return new Console(in, stream(out), stream(err), terminal);
    }

    /** A console without a reader: each write fails as to a closed pipe. */
    public Console brokenConsole() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        return new Console(in, stream(closed), stream(err), TerminalFacts.PIPE);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, false, StandardCharsets.UTF_8);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
