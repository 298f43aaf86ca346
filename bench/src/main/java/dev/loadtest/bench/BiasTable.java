package dev.loadtest.bench;

import dev.loadtest.engine.result.LatencyHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine adds to the latencies that it reports: against the least that can measure one, in turns. */
final class BiasTable {
    private static final int DELAY_MICROS = 5_000;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 10;
    private static final double BOUND_P50 = 50;
    private static final double BOUND_P99 = 300;
    private static final String CLOSED = "concurrency, 1 user, service";
    private static final String OPEN = "rate 150/s, response";
    private static final String OPEN_WARM = "rate 150/s after a warm-up of 2 s, response";

    private BiasTable() {}

    private record Seen(double p50, double p99, long count) {
        static Seen of(LatencyHistogram histogram) {
            return new Seen(histogram.valueAt(50), histogram.valueAt(99), histogram.count());
        }
    }

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        List<Seen> blocking = new ArrayList<>();
        Map<String, List<Seen>> ours = new LinkedHashMap<>();
        ours.put(CLOSED, new ArrayList<>());
        ours.put(OPEN, new ArrayList<>());
        ours.put(OPEN_WARM, new ArrayList<>());
        try (TinyServerProcess target = TinyServerProcess.start("delay", DELAY_MICROS);
                JvmProcess observer = TimeBench.observer();
                JvmProcess client = TimeBench.jvm(BlockingClient.class)) {
            TimeBench.warm(observer, target.url(), 50);
            client.ask(target.port() + " 5", "latencies ");
            for (int round = 0; round < ROUNDS; round++) {
                neighbours.look();
                String answer = client.ask(target.port() + " " + SECONDS, "latencies ");
                blocking.add(Seen.of(LatencyHistogram.decode(answer.substring("latencies ".length()))));
                Observed closed = TimeBench.load(observer, target.url(), 1, "concurrency", SECONDS);
                ours.get(CLOSED).add(Seen.of(closed.histogram("service")));
                Observed open = TimeBench.load(observer, target.url(), 10, "rate=150", SECONDS);
                ours.get(OPEN).add(Seen.of(open.histogram("response")));
                Observed warm = TimeBench.load(observer, target.url(), 10, "rate=150+2", SECONDS);
                ours.get(OPEN_WARM).add(Seen.of(warm.histogram("response")));
            }
        }
        return text(neighbours.sentence(), blocking, ours);
    }

    private static String text(String quietness, List<Seen> blocking, Map<String, List<Seen>> ours) throws IOException {
        Section section = new Section("bias: what is added to a delay of 5 ms", "", quietness);
        section.sentence(
                "Medians of %d rounds of %.0f s, in turns, in microseconds; the differences are within a round."
                        .formatted(ROUNDS, SECONDS));
        section.columns(
                "client",
                "p50",
                "p99",
                "p50 over the blocking client's (bound 50)",
                "p99 over it (bound 300)",
                "spread of these",
                "within");
        section.row("blocking", us(median(blocking, true)), us(median(blocking, false)), "", "", "", "");
        ours.forEach((name, seen) -> {
            double[] p50 = differences(seen, blocking, true);
            double[] p99 = differences(seen, blocking, false);
            section.row(
                    name,
                    us(median(seen, true)),
                    us(median(seen, false)),
                    "%+,.0f".formatted(p50[ROUNDS / 2]),
                    "%+,.0f".formatted(p99[ROUNDS / 2]),
                    "%+,.0f to %+,.0f, %+,.0f to %+,.0f".formatted(p50[0], p50[ROUNDS - 1], p99[0], p99[ROUNDS - 1]),
                    Section.within(Math.abs(p50[ROUNDS / 2]) <= BOUND_P50 && Math.abs(p99[ROUNDS / 2]) <= BOUND_P99));
        });
        return section.toString();
    }

    private static String us(double micros) {
        return "%,.0f".formatted(micros);
    }

    private static double median(List<Seen> seen, boolean p50) {
        double[] sorted = seen.stream()
                .mapToDouble(of -> p50 ? of.p50() : of.p99())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static double[] differences(List<Seen> ours, List<Seen> theirs, boolean p50) {
        double[] differences = new double[ours.size()];
        for (int round = 0; round < differences.length; round++) {
            differences[round] = p50
                    ? ours.get(round).p50() - theirs.get(round).p50()
                    : ours.get(round).p99() - theirs.get(round).p99();
        }
        Arrays.sort(differences);
        return differences;
    }
}
