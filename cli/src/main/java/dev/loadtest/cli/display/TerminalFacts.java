package dev.loadtest.cli.display;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of standard output.
 *
 * @param interactive whether it is a terminal that can redraw a line
 * @param width in columns, at least 20
 * @param colour whether colours may be used
 */
public record TerminalFacts(boolean interactive, int width, boolean colour) {
    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;

    public static final TerminalFacts PIPE = new TerminalFacts(false, USUAL_WIDTH, false);

    public TerminalFacts {
        width = Math.max(NARROWEST, width);
    }

    /** From the start script's variables, otherwise from the JDK. */
    public static TerminalFacts ofThisProcess() {
        return of(System.getenv(), System.getProperty("loadtest.columns"), consoleIsTerminal());
    }

    /**
     * @param columns the terminal's width; empty if standard output is not a terminal, null if unknown
     * @param terminal the fallback if unknown
     */
    public static TerminalFacts of(Map<String, String> environment, @Nullable String columns, boolean terminal) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean interactive = !dumb && (columns == null ? terminal : !columns.isEmpty());
        int width = number(columns, number(environment.get("COLUMNS"), USUAL_WIDTH));
        // https://no-color.org: present and not empty, whatever its value.
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalFacts(interactive, width, interactive && !plain);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int value = text == null ? 0 : Integer.parseInt(text.strip());
            return value > 0 ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Since JDK 22 System.console() exists for a pipe too, and reports whether it is a terminal. */
    private static boolean consoleIsTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
