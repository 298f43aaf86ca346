package dev.loadtest.cli.display;

import dev.loadtest.engine.result.RequestLogResult;
import java.util.Locale;

/** The line of the summary about the log of single requests. What the log lacks is a note of the run. */
public final class RequestLogLine {
    private RequestLogLine() {}

    public static String of(RequestLogResult log) {
        String sampled = log.every() == 1 ? "" : ", of every " + log.every() + "th";
        String text = log.file() + ", " + Quantities.count(log.written(), "request") + sampled;
        return String.format(Locale.ROOT, "  %-14s %s", "requests", OneLine.of(text));
    }
}
