package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that memory does not grow with requests: live heap and resident memory after one and after ten million short
 * requests of one run. Runs as a process; prints one line of figures.
 */
final class HeapCost {
    private static final long FIRST = 1_000_000;
    private static final long LAST = 10_000_000;
    private static final int USERS = 50;
    private static final double HEAP_SHARE = 0.02;
    private static final long HEAP_BYTES = 512 * 1024;
    private static final double RESIDENT_SHARE = 0.10;

    private HeapCost() {}

    /** Memory of the process, in bytes. */
    private record Held(long heap, long resident) {
        static Held now() {
            System.gc();
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Resident.bytes());
        }
    }

    /** @param args port of a server that answers */
    public static void main(String[] args) {
        // Some more requests than measured, so that the second reading falls within the run.
        LoadPlan plan = BenchPlan.of(Integer.parseInt(args[0]), 1, USERS, LAST + LAST / 50);
        List<Held> looks = new ArrayList<>();
        RunResult result = EngineRun.of(plan, new RunObserver() {
            @Override
            public void progressed(Live look) {
                long next = looks.isEmpty() ? FIRST : LAST;
                if (looks.size() < 2 && look.ended() >= next) {
                    looks.add(Held.now());
                }
            }
        });
        Held first = looks.getFirst();
        Held last = looks.getLast();
        System.out.println("cost " + result.verdict().label() + " " + first.heap() + " " + last.heap() + " "
                + first.resident() + " " + last.resident());
        System.exit(0);
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        try (TinyServerProcess server = TinyServerProcess.start()) {
            String[] seen = Child.lastLine("-Xmx256m", HeapCost.class.getName(), Integer.toString(server.port()))
                    .split(" ");
            long first = Long.parseLong(seen[2]);
            long last = Long.parseLong(seen[3]);
            long residentFirst = Long.parseLong(seen[4]);
            long residentLast = Long.parseLong(seen[5]);
            return List.of(
                    new Figure(
                            "live heap after 10^6 and 10^7 requests of one run (" + seen[1] + ")",
                            "%,d and %,d kB".formatted(first / 1024, last / 1024),
                            "within 2 % or 512 KiB",
                            Math.abs(last - first) <= Math.max(HEAP_BYTES, HEAP_SHARE * first)),
                    new Figure(
                            "resident at the same moments, in a heap of at most 256 MiB",
                            "%,d and %,d kB".formatted(residentFirst / 1024, residentLast / 1024),
                            "within 10 %",
                            Math.abs(residentLast - residentFirst) <= RESIDENT_SHARE * residentFirst));
        }
    }
}
