package dev.loadtest.engine.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run over time, by phase and request, in buckets of one width.
 *
 * @param bucketSeconds width of a bucket
 * @param shared whether some requests share a series, because there are many
 * @param series non-empty ones: the sum of all requests, of each phase, of each request over several phases, and those
 *     of single requests and journeys; sums of a single series are left out
 * @param planned what the shapes of the phases asked for, by phase
 */
public record OverTime(long bucketSeconds, boolean shared, List<Series> series, List<Planned> planned) {
    /** The result of a run that sent nothing. */
    public static final OverTime NONE = new OverTime(1, false, List.of(), List.of());

    private static final double ROWS_PER_DECADE = 8;

    public OverTime {
        series = List.copyOf(series);
        planned = List.copyOf(planned);
    }

    /** The row of a latency in a heat map: 8 for each decade, from 1 µs. */
    public static int row(long micros) {
        return (int) Math.floor(ROWS_PER_DECADE * Math.log10(Math.max(1, micros)) + 1e-9);
    }

    /** The same with this planned load. */
    public OverTime withPlanned(List<Planned> plans) {
        return new OverTime(bucketSeconds, shared, series, plans);
    }

    /**
     * A series: one curve of a chart.
     *
     * @param phase empty for all
     * @param request empty for all, and for a journey
     * @param journey empty for a request
     * @param buckets non-empty ones, in order
     */
    public record Series(String phase, String request, String journey, List<Bucket> buckets) {
        public Series {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * Scored requests in a bucket; of a journey, sent means begun, and response times are durations.
     *
     * @param second its start, from the start of the run
     * @param connections opened for requests that ended in it
     * @param causes failures by status code of an unexpected response, or by cause
     * @param response of those that ended in it
     * @param firstRow heat map {@linkplain #row row} of the first count
     * @param rows counts of response times by row
     */
    public record Bucket(
            long second,
            long sent,
            long ended,
            long failures,
            long connections,
            Map<String, Long> causes,
            Times response,
            int firstRow,
            List<Long> rows) {
        public Bucket {
            causes = Collections.unmodifiableMap(new TreeMap<>(causes));
            rows = List.copyOf(rows);
        }

        /** Microseconds; 0 without any response. */
        public record Times(long p50, long p95, long p99, long max) {}
    }

    /**
     * The load that a phase's shape asks for, in every bucket in which it runs.
     *
     * @param users whether it is a number of users instead of a rate a second
     * @param seconds starts of the buckets
     * @param values a mean for each of them
     * @param shares the part of a request or journey in the phase's mix by name, 0 to 1
     */
    public record Planned(
            String phase, boolean users, List<Long> seconds, List<Double> values, Map<String, Double> shares) {
        public Planned {
            seconds = List.copyOf(seconds);
            values = List.copyOf(values);
            shares = Map.copyOf(shares);
        }
    }
}
