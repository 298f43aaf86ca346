package dev.loadtest.engine.result.wire;

import java.util.List;
import java.util.Map;

/**
 * A timeline.
 *
 * @param whole all scored requests, as one series
 * @param parts by series, in wider stretches
 */
public record TimelineState(Stretches whole, Stretches parts) {

    /**
     * Stretches of run time; empty ones are absent.
     *
     * @param width seconds of a stretch that begins at or after {@code joined}; earlier ones have twice the width
     */
    public record Stretches(long width, long joined, List<Stretch> stretches) {
        public Stretches {
            stretches = List.copyOf(stretches);
        }
    }

    /** @param second first second of the stretch */
    public record Stretch(long second, List<Cell> cells) {
        public Stretch {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Counts of one series in one stretch.
     *
     * @param series its number
     * @param connections number of opened connections
     * @param causes failures by status code or cause
     */
    public record Cell(
            int series,
            long sent,
            long ended,
            long failures,
            long connections,
            Map<String, Long> causes,
            Times response) {
        public Cell {
            causes = Map.copyOf(causes);
        }
    }

    /** @param counts by bucket, packed, in base64 */
    public record Times(String counts, long maxMicros) {}
}
