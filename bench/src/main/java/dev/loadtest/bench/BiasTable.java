package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The latency that the engine adds to its reports, compared with a minimal client, in alternating rounds. */
final class BiasTable {
    static final int DELAY_MICROS = 5_000;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 10;
    /** Warm-up of each client, in the shape that is measured, before the first round. */
    private static final double WARM_UP_SECONDS = 5;

    static final int PER_SECOND = 150;
    static final int CONNECTIONS = 10;
    private static final double BOUND_P50 = 50;
    private static final double BOUND_P99 = 300;

    private BiasTable() {}

    /** Measures for that many seconds. */
    private interface Measurement {
        LatencyHistogram seconds(double seconds) throws IOException;
    }

    /** @param yardstick the client to compare with; null for a yardstick itself */
    private record Client(
            String name, Measurement measurement, @Nullable Client yardstick, List<LatencyHistogram> seen) {
        Client(String name, Measurement measurement, @Nullable Client yardstick) {
            this(name, measurement, yardstick, new ArrayList<>());
        }

        double p50(int round) {
            return seen.get(round).valueAt(50);
        }

        double p99(int round) {
            return seen.get(round).valueAt(99);
        }
    }

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        try (TinyServerProcess target = TinyServerProcess.start("delay", DELAY_MICROS);
                JvmProcess observer = TimeBench.observer();
                JvmProcess blocking = TimeBench.jvm(BlockingClient.class)) {
            TimeBench.warm(observer, target.url(), 50);
            List<Client> clients = clients(target, observer, blocking);
            for (Client client : clients) {
                client.measurement().seconds(WARM_UP_SECONDS);
            }
            for (int round = 0; round < ROUNDS; round++) {
                neighbours.look();
                for (Client client : clients) {
                    client.seen().add(client.measurement().seconds(SECONDS));
                }
            }
            return text(neighbours.sentence(), clients);
        }
    }

    private static List<Client> clients(TinyServerProcess target, JvmProcess observer, JvmProcess blocking) {
        Client waiting = new Client("blocking", seconds -> blocking(blocking, target.port() + " " + seconds), null);
        Client paced = new Client(
                "blocking, at 150/s",
                seconds -> blocking(blocking, target.port() + " " + seconds + " " + PER_SECOND),
                null);
        String rate = "rate=" + PER_SECOND;
        return List.of(
                waiting,
                new Client(
                        "concurrency, 1 user, service",
                        seconds -> TimeBench.load(observer, target.url(), 1, "concurrency", seconds)
                                .histogram("service"),
                        waiting),
                paced,
                new Client("rate 150/s, response", seconds -> response(observer, target, rate, seconds), paced),
                new Client(
                        "rate 150/s after a warm-up of 2 s, response",
                        seconds -> response(observer, target, rate + "+2", seconds),
                        paced));
    }

    private static LatencyHistogram blocking(JvmProcess client, String command) throws IOException {
        String answer = client.ask(command, "latencies ");
        return LatencyHistogram.decode(answer.substring("latencies ".length()));
    }

    private static LatencyHistogram response(
            JvmProcess observer, TinyServerProcess target, String shape, double seconds) throws IOException {
        return TimeBench.load(observer, target.url(), CONNECTIONS, shape, seconds)
                .histogram("response");
    }

    private static String text(String quietness, List<Client> clients) throws IOException {
        Section section = new Section("bias: what is added to a delay of 5 ms", "", quietness);
        section.sentence(
                "Medians of %d rounds of %.0f s, in turns, in microseconds; the differences are within a round, from the blocking client that sends as the engine does: when the answer has come, or at an instant from which it measures."
                        .formatted(ROUNDS, SECONDS));
        section.columns(
                "client",
                "p50",
                "p99",
                "p50 over the blocking client's (bound 50)",
                "p99 over it (bound 300)",
                "spread of these",
                "within");
        for (Client client : clients) {
            row(section, client);
        }
        return section.toString();
    }

    private static void row(Section section, Client client) {
        String p50 = "%,.0f".formatted(sorted(client::p50)[ROUNDS / 2]);
        String p99 = "%,.0f".formatted(sorted(client::p99)[ROUNDS / 2]);
        Client yardstick = client.yardstick();
        if (yardstick == null) {
            section.row(client.name(), p50, p99, "", "", "", "");
            return;
        }
        double[] over50 = sorted(round -> client.p50(round) - yardstick.p50(round));
        double[] over99 = sorted(round -> client.p99(round) - yardstick.p99(round));
        section.row(
                client.name(),
                p50,
                p99,
                "%+,.0f".formatted(over50[ROUNDS / 2]),
                "%+,.0f".formatted(over99[ROUNDS / 2]),
                "%+,.0f to %+,.0f, %+,.0f to %+,.0f"
                        .formatted(over50[0], over50[ROUNDS - 1], over99[0], over99[ROUNDS - 1]),
                Section.within(Math.abs(over50[ROUNDS / 2]) <= BOUND_P50 && Math.abs(over99[ROUNDS / 2]) <= BOUND_P99));
    }

    /** Over all rounds. */
    private static double[] sorted(IntToDoubleFunction ofRound) {
        return IntStream.range(0, ROUNDS).mapToDouble(ofRound).sorted().toArray();
    }
}
