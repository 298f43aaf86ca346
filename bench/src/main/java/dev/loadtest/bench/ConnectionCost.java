package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Memory of ten thousand connections of one worker, idle and each with a request in flight: heap after a full
 * collection and Netty's own memory, less those of ten connections. Excludes kernel memory. Runs as a process; prints
 * one line of figures.
 */
final class ConnectionCost {
    private static final int MANY = 10_000;
    private static final int FEW = 10;
    private static final Duration LENGTH = Duration.ofSeconds(40);
    private static final Duration THINK = Duration.ofSeconds(6);

    private ConnectionCost() {}

    /** @param args port of the server, number of connections, and whether each has a request in flight */
    public static void main(String[] args) throws InterruptedException {
        long bytes = bytes(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]));
        System.out.println("cost " + bytes);
        Runtime.getRuntime().halt(0);
    }

    /** Called when all connections are idle, or all requests are in flight. */
    private static long bytes(int port, int connections, boolean inFlight) throws InterruptedException {
        Shape shape = new Shape.TimedUsers(
                connections, List.of(new Shape.UserStage(LENGTH, connections)), true, THINK, Duration.ZERO);
        LoadPlan plan = BenchPlan.of(URI.create("http://127.0.0.1:" + port + "/"), 1, connections, shape);
        long[] seen = {-1};
        Thread run = Thread.ofPlatform()
                .daemon()
                .start(() -> EngineRun.of(plan, new RunObserver() {
                    @Override
                    public void progressed(Live live) {
                        boolean there = inFlight
                                ? live.inFlight() == connections
                                : live.ended() >= connections && live.inFlight() == 0 && live.failures() == 0;
                        synchronized (seen) {
                            if (there && seen[0] < 0) {
                                seen[0] = held();
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

    private static long held() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed() + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        try (TinyServerProcess answering = TinyServerProcess.start();
                TinyServerProcess silent = TinyServerProcess.start("silent")) {
            double idle = each(answering, false);
            double busy = each(silent, true) - idle;
            return List.of(
                    new Figure(
                            "memory of a connection, of 10,000 in one worker",
                            "%,.0f bytes".formatted(idle),
                            "<= 16 KB",
                            idle <= 16 * 1024),
                    new Figure(
                            "memory of a request in flight, of 10,000",
                            "%,.0f bytes".formatted(busy),
                            "<= 1 KB",
                            busy <= 1024));
        }
    }

    /** Memory of one connection, from a process with many and one with few. */
    private static double each(TinyServerProcess server, boolean inFlight) throws IOException, InterruptedException {
        return (double) (bytes(server, MANY, inFlight) - bytes(server, FEW, inFlight)) / (MANY - FEW);
    }

    private static long bytes(TinyServerProcess server, int connections, boolean inFlight)
            throws IOException, InterruptedException {
        String[] seen = Child.lastLine(
                        "-Xmx512m",
                        ConnectionCost.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(connections),
                        Boolean.toString(inFlight))
                .split(" ");
        long bytes = Long.parseLong(seen[1]);
        if (bytes < 0) {
            throw new IllegalStateException(connections + " connections were never there all at once");
        }
        return bytes;
    }
}
