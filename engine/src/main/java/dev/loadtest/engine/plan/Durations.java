package dev.loadtest.engine.plan;

import java.time.Duration;

/** Durations as people write them: {@code 300ms}, {@code 1.5s}, {@code 2m}, {@code 1h30m}. */
public final class Durations {
    private Durations() {}

    public static Duration parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    public static String format(Duration duration) {
        throw new UnsupportedOperationException(duration.toString());
    }
}
