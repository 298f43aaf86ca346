package dev.loadtest.bench.hyperfoil;

import static io.hyperfoil.http.steps.HttpStepCatalog.SC;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Hyperfoil's engine in a process that stays warm between rounds. Reads lines {@code SHAPE SECONDS}, runs one user for
 * each connection, and answers {@code result REQUESTS CPU_NANOS WALL_NANOS ALLOCATED_BYTES FAILURES}.
 */
public final class HyperfoilGenerator {
    private HyperfoilGenerator() {}

    /** @param args base URL, path, connections */
    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            double seconds = Double.parseDouble(line.split(" ")[1]);
            run(benchmark(args[0], args[1], Integer.parseInt(args[2]), (long) (seconds * 1000)));
        }
        System.exit(0);
    }

    private static Benchmark benchmark(String url, String path, int connections, long millis) {
        BenchmarkBuilder builder = BenchmarkBuilder.builder().name("bench").threads(1);
        builder.addPlugin(HttpPluginBuilder::new)
                .http(url)
                .allowHttp2(false)
                .sharedConnections(connections)
                .endHttp();
        builder.addPhase("load")
                .always(connections)
                .duration(millis)
                .scenario()
                .initialSequence("get")
                .step(SC)
                .httpRequest(HttpMethod.GET)
                .path(path)
                .endStep();
        return builder.build();
    }

    private static void run(Benchmark benchmark) {
        long[] sums = new long[2];
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark,
                (phase, step, metric, snapshot, latch) -> {
                    sums[0] += snapshot.responseCount;
                    sums[1] += snapshot.errors() + snapshot.invalid;
                },
                null,
                null);
        long cpu = cpuNanos();
        long allocated = allocatedBytes();
        long start = System.nanoTime();
        runner.run();
        System.out.println("result " + sums[0] + " " + (cpuNanos() - cpu) + " " + (System.nanoTime() - start) + " "
                + (allocatedBytes() - allocated) + " " + sums[1]);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
