package dev.loadtest.bench;

import java.io.IOException;
import java.util.Arrays;

/** Time without requests between the last tracked outcome of one iteration and the start of the next. */
final class BarrierTable {
    private static final int CASES = 1_000;
    private static final double BOUND_MILLIS = 2;

    private BarrierTable() {}

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        try (Nginx target = Nginx.start();
                JvmProcess observer = TimeBench.observer()) {
            String url = target.url("/");
            cases(observer, url, 2, CASES, 100);
            Section section = new Section("barriers: from one iteration to the next", "nginx.", neighbours.sentence());
            section.sentence(
                    "From the last tracked outcome of an iteration to the instant at which the next one's first request"
                            + " is due, over %,d iterations of 100 requests each, in ms.".formatted(CASES));
            section.columns(
                    "workers in the process",
                    "median (bound 2)",
                    "p99",
                    "longest",
                    "late on top, mean",
                    "within",
                    "verdict");
            for (int workers : new int[] {1, 2, 10}) {
                Observed seen = cases(observer, url, workers, CASES, 100);
                long[] gaps = seen.gaps();
                Arrays.sort(gaps);
                double median = gaps[gaps.length / 2] / 1e3;
                section.row(
                        workers,
                        "%.2f".formatted(median),
                        "%.2f".formatted(gaps[(int) (gaps.length * 0.99)] / 1e3),
                        "%.2f".formatted(gaps[gaps.length - 1] / 1e3),
                        "%.2f".formatted(Double.parseDouble(seen.text("latenessMean")) / 1e3),
                        Section.within(median < BOUND_MILLIS),
                        seen.text("verdict"));
            }
            neighbours.look();
            return section.toString();
        }
    }

    private static Observed cases(JvmProcess observer, String url, int workers, int cases, int requests)
            throws IOException {
        return Observed.parse(
                observer.ask("cases " + url + " " + workers + " " + cases + " " + requests, Observed.PREFIX));
    }
}
