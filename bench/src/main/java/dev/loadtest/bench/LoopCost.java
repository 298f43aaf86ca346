package dev.loadtest.bench;

import java.util.List;
import java.util.Map;

/** Requests per CPU second of two event loops, relative to one loop with the same number of connections in total. */
final class LoopCost {
    private static final int CONNECTIONS = 50;
    private static final double SECONDS = 4;

    private LoopCost() {}

    static List<Figure> measure() throws Exception {
        try (Nginx nginx = Nginx.start();
                JvmProcess one = engine(nginx, CONNECTIONS, 1);
                JvmProcess two = engine(nginx, CONNECTIONS / 2, 2)) {
            Map<String, Rounds> rounds = new Contest(SECONDS)
                    .run(List.of(new Warm("one loop", one, "concurrency"), new Warm("two loops", two, "concurrency")));
            double ratio = rounds.get("two loops").perCpuSecond()
                    / rounds.get("one loop").perCpuSecond();
            return List.of(new Figure(
                    "requests a CPU second, two loops over one", "%.2f".formatted(ratio), ">= 0.9", ratio >= 0.9));
        }
    }

    private static JvmProcess engine(Nginx nginx, int connections, int workers) throws Exception {
        return JvmProcess.start(
                Cores.GENERATOR,
                System.getProperty("java.class.path"),
                List.of("-Xmx512m"),
                EngineGenerator.class.getName(),
                nginx.url("/"),
                connections,
                workers);
    }
}
