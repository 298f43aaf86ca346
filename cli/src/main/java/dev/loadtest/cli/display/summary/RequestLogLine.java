package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.result.RequestLogResult;

/** What the summary says about the log of single requests. What the log lacks is a note of the run. */
final class RequestLogLine {
    private RequestLogLine() {}

    static String of(RequestLogResult log) {
        String sampled = log.every() == 1 ? "" : ", of every " + log.every() + "th";
        return log.file() + ", " + Quantities.count(log.written(), "request") + sampled;
    }
}
