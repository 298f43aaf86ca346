package dev.loadtest.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes one of the tables of {@code bench/RESULTS.md} about time: {@code stall}, {@code pacing}, {@code bias}, {@code
 * invalid}, {@code barriers} or {@code profile}.
 */
final class TimeBench {
    private TimeBench() {}

    /** @param args table, and directory of this module */
    public static void main(String[] args) throws Exception {
        Path bench = Path.of(args[1]);
        String text =
                switch (args[0]) {
                    case "stall" ->
                        StallTable.measure(bench.resolveSibling("docs").resolve("stall.svg"));
                    case "pacing" -> PacingTable.measure();
                    case "bias" -> BiasTable.measure();
                    case "invalid" -> InvalidTable.measure();
                    case "profile" -> ProfileTable.measure();
                    case "lateness" -> LatenessTable.measure();
                    case "barriers" -> BarrierTable.measure();
                    default -> throw new IllegalArgumentException("no table " + args[0]);
                };
        new Results(bench.resolve("RESULTS.md")).replace(args[0], text);
    }

    /** An {@link EngineObserver} on the generators' core. */
    static JvmProcess observer() throws IOException {
        return jvm(EngineObserver.class);
    }

    static JvmProcess jvm(Class<?> main, Object... arguments) throws IOException {
        return JvmProcess.start(
                Cores.GENERATOR, System.getProperty("java.class.path"), List.of("-Xmx512m"), main.getName(), arguments);
    }

    static Observed load(JvmProcess observer, String url, int connections, String shape, double seconds)
            throws IOException {
        return Observed.parse(
                observer.ask("load " + url + " " + connections + " " + shape + " " + seconds, Observed.PREFIX));
    }

    /** Warms up engine and target, and returns their joint throughput in requests per second. */
    static double warm(JvmProcess observer, String url, int connections) throws IOException {
        double capacity = 0;
        for (int round = 0; round < 4; round++) {
            Observed seen = load(observer, url, connections, "concurrency", 3);
            capacity = seen.number("succeeded") / 3.0;
        }
        return capacity;
    }
}
