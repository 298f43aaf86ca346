package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Memory of ten thousand journeys in flight, each in its pause behind a first step that brought a cookie and a captured
 * value: heap after a full collection, less that of ten journeys. Runs as a process; prints one line of figures.
 */
final class JourneyCost {
    private static final int MANY = 10_000;
    private static final int FEW = 10;
    private static final int CONNECTIONS = 50;
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration THINK = Duration.ofSeconds(30);

    private JourneyCost() {}

    /** @param args URL of the first step, and the number of journeys */
    public static void main(String[] args) throws InterruptedException {
        System.out.println("cost " + bytes(args[0], Integer.parseInt(args[1])));
        Runtime.getRuntime().halt(0);
    }

    /** Measured when every journey has sent its first step, and none its second. */
    private static long bytes(String url, int journeys) throws InterruptedException {
        Shape shape = new Shape.TimedUsers(
                journeys, List.of(new Shape.UserStage(LENGTH, journeys)), true, Duration.ZERO, Duration.ZERO);
        LoadPlan plan = BenchJourneys.visits(BenchPlan.of(URI.create(url), 1, CONNECTIONS, shape), THINK);
        long[] seen = {-1};
        Thread run = Thread.ofPlatform()
                .daemon()
                .start(() -> EngineRun.of(plan, new RunObserver() {
                    @Override
                    public void progressed(Live live) {
                        boolean paused = live.ended() == journeys && live.inFlight() == 0 && live.failures() == 0;
                        synchronized (seen) {
                            if (paused && seen[0] < 0) {
                                System.gc();
                                seen[0] = ManagementFactory.getMemoryMXBean()
                                        .getHeapMemoryUsage()
                                        .getUsed();
                                seen.notifyAll();
                            }
                        }
                    }
                }));
        synchronized (seen) {
            while (seen[0] < 0 && run.isAlive()) {
                seen.wait(1000);
            }
            return seen[0];
        }
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start()) {
            String url = nginx.url(BenchJourneys.VISIT);
            double each = (double) (bytesIn(url, MANY) - bytesIn(url, FEW)) / (MANY - FEW);
            return List.of(new Figure(
                    "memory of a journey in flight with a cookie and a captured value, of 10,000",
                    "%,.0f bytes".formatted(each),
                    "<= 4 KiB",
                    each <= 4 * 1024));
        }
    }

    private static long bytesIn(String url, int journeys) throws IOException, InterruptedException {
        long bytes =
                Long.parseLong(Child.lastLine("-Xmx512m", JourneyCost.class.getName(), url, Integer.toString(journeys))
                        .split(" ")[1]);
        if (bytes < 0) {
            throw new IllegalStateException(journeys + " journeys were never paused all at once");
        }
        return bytes;
    }
}
