package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A coordinator with a thousand {@linkplain SimulatedWorker simulated workers}, which share a loop of their own. Runs
 * as a process limited to the memory bound; prints one line of figures.
 */
final class CoordinatorCost {
    private static final int WORKERS = 1_000;
    private static final int CASES = 20;
    private static final int REQUESTS = 10_000;

    private CoordinatorCost() {}

    public static void main(String[] args) {
        LoadPlan plan =
                BenchPlan.iterated(URI.create("http://127.0.0.1:1/"), WORKERS, 10, CASES, new Shape.Burst(REQUESTS));
        try (WorkerHost host = WorkerHost.start(2)) {
            VertxLoop shared = host.loops().getFirst();
            VertxLoop own = host.loops().getLast();
            long thread = threadOf(own);
            List<Worker> workers = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                workers.add(new SimulatedWorker(index, shared, REQUESTS / WORKERS));
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = System.nanoTime();
            RunResult result = new Coordinator(plan, workers, own, new RunObserver() {})
                    .start()
                    .toCompletableFuture()
                    .join();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = threads.getThreadCpuTime(thread) / 1e9;
            long[] gaps = result.cases().stream()
                    .mapToLong(RunResult.CaseResult::gapMicros)
                    .skip(CASES / 4)
                    .sorted()
                    .toArray();
            System.out.println(String.join(
                    " ",
                    "cost",
                    result.verdict().label(),
                    Double.toString(cpu / seconds),
                    Double.toString(gaps[gaps.length / 2] / 1e3),
                    Double.toString(gaps[gaps.length - 1] / 1e3),
                    Double.toString(Resident.bytes() / 1048576.0)));
        }
        System.exit(0);
    }

    private static long threadOf(VertxLoop loop) {
        CompletableFuture<Long> id = new CompletableFuture<>();
        loop.execute(() -> id.complete(Thread.currentThread().threadId()));
        return id.join();
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        String[] seen =
                Child.lastLine("-Xmx256m", CoordinatorCost.class.getName()).split(" ");
        double cores = Double.parseDouble(seen[2]);
        double gap = Double.parseDouble(seen[3]);
        double heap = Double.parseDouble(seen[5]);
        return List.of(
                new Figure(
                        "coordinator of 1,000 simulated workers, 20 cases",
                        seen[1],
                        "Passed",
                        seen[1].equals("Passed")),
                new Figure("cores that its loop takes", "%.2f".formatted(cores), "< 1", cores < 1),
                new Figure(
                        "resident of its process, the workers included",
                        "%.0f MiB".formatted(heap),
                        "< 512 MiB",
                        heap < 512),
                new Figure(
                        "barrier from case to case",
                        "median %.0f ms, worst %.0f ms".formatted(gap, Double.parseDouble(seen[4])),
                        "median < 200 ms",
                        gap < 200));
    }
}
