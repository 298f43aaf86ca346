package dev.loadtest.cli.display;

import dev.loadtest.engine.coordinate.record.Live;
import java.util.List;
import java.util.Locale;

/** The status line that is redrawn during a run. */
final class LiveLine {
    private LiveLine() {}

    /**
     * The run's status, cut to a width.
     *
     * @param width in columns
     */
    static String of(Live live, int width) {
        String line = String.format(
                Locale.ROOT,
                "%3.0f%%  %s  %s/s  p99 %s  %s  %s in flight",
                live.progress(),
                doing(live),
                Quantities.count(Math.round(live.perSecond())),
                live.p99Micros() == 0 ? "-" : Quantities.duration(live.p99Micros()),
                Quantities.count(live.failures(), "failure"),
                Quantities.count(live.inFlight()));
        return cut(line, width);
    }

    private static String doing(Live live) {
        return switch (live.state()) {
            case STARTING -> "starting";
            case RUNNING -> running(live.runningCases());
            case SUSPENDED -> "suspended";
            case DRAINING -> "waiting for late outcomes";
            case COMPLETED -> "completed";
        };
    }

    private static String running(List<String> cases) {
        if (cases.isEmpty()) {
            return "between cases";
        }
        String first = OneLine.of(cases.getFirst());
        return cases.size() == 1 ? first : first + " +" + (cases.size() - 1);
    }

    static String cut(String line, int width) {
        int length = line.codePointCount(0, line.length());
        return length <= width ? line : line.substring(0, line.offsetByCodePoints(0, Math.max(0, width - 3))) + "...";
    }
}
