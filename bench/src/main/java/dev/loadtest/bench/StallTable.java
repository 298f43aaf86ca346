package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A target that freezes for D within T of a constant rate R, and reports D itself. A request that comes t after the
 * start of the freeze waits for its rest, D - t, and then for the t R requests before it, of which the target serves R
 * / rho a second: in total D - t (1 - rho). Because the open model sends evenly, a share 1 - q of T waited longer than
 * the quantile q, which is therefore {@code D - (1 - q) T (1 - rho)}.
 */
final class StallTable {
    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 20;
    private static final int WARMUP_SECONDS = 5;
    private static final int FREEZE_MILLIS = 500;
    /** Duration of a freeze during warm-up, after which all connections that the measured freeze needs are open. */
    private static final int FIRST_FREEZE_MILLIS = 650;

    private static final int MORE = 800;
    private static final int FEWER = 50;
    private static final int THINK_MILLIS = 50;

    private StallTable() {}

    /** One run, and the freeze recorded by its target. */
    private record Stalled(String name, Observed seen, long frozenNanos, double rho) {

        double exactMillis(double percentile) {
            double millis = frozenNanos / 1e6;
            return Math.max(0, millis - (1 - percentile / 100) * SECONDS * 1000 * (1 - rho));
        }
    }

    static String measure(Path picture) throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        try (TinyServerProcess target = TinyServerProcess.start();
                JvmProcess observer = TimeBench.observer()) {
            double capacity = TimeBench.warm(observer, target.url(), FEWER);
            double rho = PER_SECOND / capacity;
            String rate = "rate=" + PER_SECOND + "+" + WARMUP_SECONDS;
            Stalled more = run("open, " + MORE + " connections", target, observer, MORE, rate, rho);
            Stalled fewer = run("open, " + FEWER + " connections", target, observer, FEWER, rate, rho);
            Stalled closed =
                    run("closed, " + FEWER + " users", target, observer, FEWER, "concurrency+" + THINK_MILLIS, rho);
            neighbours.look();
            Files.writeString(
                    picture,
                    StallPicture.draw(
                            fewer.frozenNanos() / 1e6,
                            fewer::exactMillis,
                            fewer.seen().histogram("response"),
                            fewer.seen().histogram("service"),
                            closed.seen().histogram("response")));
            return text(neighbours.sentence(), capacity, rho, more, fewer, closed);
        }
    }

    private static Stalled run(
            String name, TinyServerProcess target, JvmProcess observer, int connections, String shape, double rho)
            throws IOException {
        boolean warmedUp = shape.startsWith("rate");
        if (warmedUp) {
            target.freeze(PER_SECOND * WARMUP_SECONDS / 4, FIRST_FREEZE_MILLIS);
        }
        target.freeze(PER_SECOND * (WARMUP_SECONDS + SECONDS / 4), FREEZE_MILLIS);
        Observed seen = TimeBench.load(observer, target.url(), connections, shape, SECONDS);
        if (warmedUp) {
            target.froze();
        }
        return new Stalled(name, seen, target.froze(), rho);
    }

    private static String text(String quietness, double capacity, double rho, Stalled... runs) throws IOException {
        Section section = new Section("stall: a target that stands still for half a second", "", quietness);
        section.sentence(
                "The target answers %,.0f requests a second as fast as it can, so that %,d a second are %.1f %% of"
                                .formatted(capacity, PER_SECOND, rho * 100)
                        + " its capacity (bound: 5 %). Times in ms; `exact` is D - (1-q) T (1-rho) with the D that the target recorded.");
        section.columns("run", "of", "exact", "response", "off by", "within 1 % or 5 ms", "service");
        for (Stalled run : runs) {
            boolean open = run.name().startsWith("open");
            for (double percentile : new double[] {50, 99, 99.9, 100}) {
                double exact = run.exactMillis(percentile);
                double response = millis(run.seen().histogram("response"), percentile);
                double off = response - exact;
                section.row(
                        run.name(),
                        percentile == 100 ? "max" : "p" + (percentile == 99.9 ? "99.9" : Math.round(percentile)),
                        "%.1f".formatted(exact),
                        "%.1f".formatted(response),
                        "%+.1f".formatted(off),
                        open ? Section.within(Math.abs(off) <= Math.max(5, exact / 100)) : "does not apply",
                        "%.1f".formatted(millis(run.seen().histogram("service"), percentile)));
            }
        }
        section.columns("run", "verdict", "planned", "sent", "ended as expected", "held", "target stood still");
        for (Stalled run : runs) {
            Observed seen = run.seen();
            section.row(
                    run.name(),
                    seen.text("verdict"),
                    "%,d".formatted(seen.number("planned")),
                    "%,d".formatted(seen.number("sent")),
                    "%,d".formatted(seen.number("succeeded")),
                    "%,d".formatted(seen.number("held")),
                    "%.1f ms".formatted(run.frozenNanos() / 1e6));
        }
        return section.toString();
    }

    private static double millis(LatencyHistogram histogram, double percentile) {
        return histogram.valueAt(percentile) / 1e3;
    }
}
