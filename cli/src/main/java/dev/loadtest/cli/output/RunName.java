package dev.loadtest.cli.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The name of a run's folder: the time of its start, in UTC. Names sort by time and are legal on every file system. */
final class RunName {
    /** Colons are not legal in file names on Windows. */
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RunName() {}

    /** Such as {@code 2026-01-15T09-30-00.123Z}. */
    static String of(Instant start) {
        return FORMAT.format(start);
    }

    /** The instant of the next name. */
    static Instant next(Instant start) {
        return start.plus(1, ChronoUnit.MILLIS);
    }
}
