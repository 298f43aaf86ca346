package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.TerminalFacts;

/**
 * Runs the command line in this process, for tests of other packages: the same commands as {@code ./loadtest} without
 * starting a JVM.
 *
 * @param exit the exit status
 * @param out standard output, as to a pipe
 * @param err standard error
 */
public record InProcess(int exit, String out, String err) {

    /**
     * Runs a command to its end.
     *
     * @return the exit status
     */
    public static int execute(Console console, String... arguments) {
        return Main.commandLine(console).execute(arguments);
    }

    /** Runs a command to its end. */
    public static InProcess execute(String... arguments) {
        return fed("", arguments);
    }

    /**
     * Runs a command to its end.
     *
     * @param in standard input
     */
    public static InProcess fed(String in, String... arguments) {
        Printed printed = new Printed(in);
        int exit = Main.commandLine(printed.console(TerminalFacts.PIPE)).execute(arguments);
        return new InProcess(exit, printed.out(), printed.err());
    }
}
