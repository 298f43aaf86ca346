package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.Live;
import dev.loadtest.engine.coordinate.RunObserver;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether memory grows with requests: the live heap (what was left after a full collection) at every tenth of a run of
 * ten million short requests. Prints the last over the first; flat is 1.
 */
final class HeapBench {
    private static final int USERS = 64;

    private HeapBench() {}

    public static void main(String[] args) throws Exception {
        long requests = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        List<Long> live = new ArrayList<>();
        try (TinyServerProcess server = TinyServerProcess.start()) {
            LoadPlan plan = BenchPlan.of(server.port(), 1, USERS, requests);
            long[] next = {requests / 10};
            RunResult result = EngineRun.of(plan, new RunObserver() {
                @Override
                public void progressed(Live look) {
                    if (look.ended() >= next[0]) {
                        next[0] += requests / 10;
                        live.add(liveHeap());
                        System.out.printf("%,12d requests  %,7d kB live%n", look.ended(), live.getLast() / 1024);
                    }
                }
            });
            Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
            System.out.printf(
                    "%s: %,d sent, %,d succeeded, books close: %s%n",
                    result.verdict().label(),
                    entry.sent(),
                    entry.succeeded(),
                    result.totals().books().close());
            System.out.printf("live heap, last over first: %.2f%n", (double) live.getLast() / live.getFirst());
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(HeapBench::afterCollection)
                .sum();
    }

    private static long afterCollection(MemoryPoolMXBean pool) {
        return pool.getCollectionUsage().getUsed();
    }
}
