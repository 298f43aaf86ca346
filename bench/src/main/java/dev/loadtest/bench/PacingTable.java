package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.IOException;

/** Punctuality of a rate at half of the engine's capacity, beside that of a sleeping thread on the same core. */
final class PacingTable {
    /** Enough connections that hiccups of the target hold no request: the table shows the generator's lateness. */
    static final int CONNECTIONS = 400;

    private static final int ROUNDS = 3;
    private static final double SECONDS = 20;
    private static final double LOW_SECONDS = 10;
    private static final long[] LOW_RATES = {1, 10, 100, 1_000};
    private static final double BOUND_P99 = 200;
    private static final double BOUND_P999 = 1_000;
    private static final double QUIET_P999 = 300;

    private PacingTable() {}

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        try (Nginx target = Nginx.start();
                JvmProcess observer = TimeBench.observer();
                JvmProcess probe = TimeBench.jvm(WakeUpProbe.class)) {
            double capacity = TimeBench.warm(observer, target.url("/"), CONNECTIONS);
            long rate = Math.round(capacity / 2);
            TimeBench.load(observer, target.url("/"), CONNECTIONS, "rate=" + rate, SECONDS / 2);
            Section rounds = rounds(target, observer, probe, rate, capacity, neighbours);
            rounds.columns("low rate", "cores of the generator's process", "lateness p99, us");
            for (long low : LOW_RATES) {
                Observed seen = TimeBench.load(observer, target.url("/"), CONNECTIONS, "rate=" + low, LOW_SECONDS);
                rounds.row(
                        low + "/s",
                        "%.3f".formatted(seen.cores()),
                        "%,.0f".formatted(seen.histogram("lateness").valueAt(99)));
            }
            return rounds.toString();
        }
    }

    private static Section rounds(
            Nginx target, JvmProcess observer, JvmProcess probe, long rate, double capacity, Neighbours neighbours)
            throws IOException, InterruptedException {
        String[][] rows = new String[ROUNDS][];
        boolean quiet = true;
        for (int round = 0; round < ROUNDS; round++) {
            neighbours.look();
            probe.tell("begin");
            Observed seen = TimeBench.load(observer, target.url("/"), CONNECTIONS, "rate=" + rate, SECONDS);
            LatencyHistogram core =
                    LatencyHistogram.decode(probe.ask("end", "late ").substring("late ".length()));
            LatencyHistogram late = seen.histogram("lateness");
            quiet &= core.valueAt(99.9) < QUIET_P999;
            rows[round] = new String[] {
                Integer.toString(round + 1),
                "%,.0f".formatted(late.valueAt(50)),
                "%,.0f".formatted(late.valueAt(99)),
                "%,.0f".formatted(late.valueAt(99.9)),
                "%,.0f".formatted(seen.histogram("firstLateness").valueAt(99)),
                Section.within(late.valueAt(99) < BOUND_P99 && late.valueAt(99.9) < BOUND_P999),
                "%,.0f of %,d us".formatted(seen.cores() * 1e6, 1_000_000),
                "%,.0f".formatted(core.valueAt(99)),
                "%,.0f".formatted(core.valueAt(99.9)),
                "%.0f / %.0f".formatted(late.mean(), Double.parseDouble(seen.text("latenessMean"))),
                Long.toString(seen.number("held")),
                seen.text("verdict")
            };
        }
        Section section = new Section("pacing: how punctual a rate is", "nginx.", neighbours.sentence());
        section.sentence("%,d a second, half of the %,.0f that one core sends here. %s"
                .formatted(
                        rate,
                        capacity,
                        quiet
                                ? "By the probe the core was quiet."
                                : "**By the probe the core was not quiet** (p99.9 of a wake-up not below 300 us)."));
        section.columns(
                "round",
                "lateness p50, us",
                "p99 (bound 200)",
                "p99.9 (bound 1,000)",
                "p99 of the first 2 s",
                "within",
                "busy a second",
                "probe's p99",
                "p99.9",
                "mean / by the engine's books",
                "held",
                "verdict");
        for (String[] row : rows) {
            section.row((Object[]) row);
        }
        return section;
    }
}
