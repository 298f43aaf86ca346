package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Cost of merging a thousand workers' histograms, and whether the order of merging affects the result. */
final class MergeCost {
    private static final int WORKERS = 1_000;
    private static final int LATENCIES = 2_000;
    private static final int ORDERS = 50;
    private static final double LOG_OF_AN_HOUR = Math.log(3.6e12);

    private MergeCost() {}

    static List<Figure> measure() {
        Random random = new Random(7);
        List<LatencyHistogram> decoded = new ArrayList<>();
        long longest = 0;
        for (int worker = 0; worker < WORKERS; worker++) {
            String wire = worker(random).encode();
            longest = Math.max(longest, wire.length());
            decoded.add(LatencyHistogram.decode(wire));
        }
        String first = "";
        double best = Double.MAX_VALUE;
        boolean same = true;
        for (int i = 0; i < ORDERS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            LatencyHistogram sum = new LatencyHistogram();
            decoded.forEach(sum::add);
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            best = Math.min(best, spent / 1e6);
            String encoded = sum.encode();
            same &= first.isEmpty() || first.equals(encoded);
            first = encoded;
            Collections.shuffle(decoded, random);
        }
        return List.of(
                new Figure(
                        "merging 1,000 decoded histograms, CPU time", "%.1f ms".formatted(best), "< 50 ms", best < 50),
                new Figure("the same bits in 50 orders", same ? "yes" : "no", "yes", same),
                new Figure(
                        "the longest of them on the wire, in base64",
                        "%,d bytes".formatted(longest),
                        "< 10 KB",
                        longest < 10_000));
    }

    /** Latencies around a centre specific to the worker, with outliers from a microsecond to an hour. */
    private static LatencyHistogram worker(Random random) {
        LatencyHistogram histogram = new LatencyHistogram();
        double centre = 1e6 * (1 + random.nextDouble() * 9);
        for (int i = 0; i < LATENCIES; i++) {
            boolean anywhere = i % 20 == 0;
            double nanos = anywhere
                    ? Math.exp(random.nextDouble() * LOG_OF_AN_HOUR)
                    : centre * Math.exp(random.nextGaussian() / 3);
            histogram.recordNanos((long) nanos);
        }
        return histogram;
    }
}
