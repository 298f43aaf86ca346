package dev.loadtest.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The whole engine in a process that stays warm: schedule, books, histograms, coordinator and transport. Each line
 * {@code SHAPE SECONDS} is one run with a {@link LoadShape}; see {@link JvmProcess}.
 */
final class EngineGenerator {
    private static final long FIRST_GUESS_PER_SECOND = 20_000;

    private final URI url;
    private final int connections;
    private final int workers;
    private final WireOptions options;
    private double perSecond = FIRST_GUESS_PER_SECOND;

    private EngineGenerator(URI url, int connections, int workers, WireOptions options) {
        this.url = url;
        this.connections = connections;
        this.workers = workers;
        this.options = options;
    }

    /** @param args URL, connections of each worker, workers; perhaps {@link WireOptions} */
    public static void main(String[] args) throws IOException {
        EngineGenerator generator = new EngineGenerator(
                URI.create(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                args.length > 3 ? WireOptions.parse(args[3]) : WireOptions.NONE);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            generator.run(generator.shape(words[0], Double.parseDouble(words[1])));
        }
        System.exit(0);
    }

    /** Starts one on the generators' core, with one worker. */
    static JvmProcess start(String url, int connections, WireOptions options) throws IOException {
        return JvmProcess.start(
                Cores.GENERATOR,
                System.getProperty("java.class.path"),
                List.of("-Xmx512m"),
                EngineGenerator.class.getName(),
                url,
                connections,
                1,
                options);
    }

    private Shape shape(String name, double seconds) {
        return LoadShape.parse(name, seconds, connections * workers * options.usersOfConnection(), perSecond);
    }

    private LoadPlan plan(Shape shape) {
        LoadPlan plan = BenchPlan.of(url, workers, connections, shape);
        return switch (url.getPath()) {
            case BenchJourneys.VISIT -> BenchJourneys.visits(plan, Duration.ZERO);
            case BenchJourneys.STEPS -> BenchJourneys.steps(plan);
            default -> plan;
        };
    }

    private void run(Shape shape) {
        LoadPlan plan = options.of(plan(shape));
        long cpu = cpuNanos();
        long allocated = allocatedBytes();
        long start = System.nanoTime();
        RunResult result = EngineRun.of(plan, new RunObserver() {});
        long wall = System.nanoTime() - start;
        Books.Entry books = result.totals().books().kind(Kind.TRACKED);
        if (!(shape instanceof Shape.Rate)) {
            perSecond = books.succeeded() * 1e9 / wall;
        }
        if (result.verdict() != Verdict.PASSED) {
            System.err.println(result.verdict().label() + ": " + result.message());
        }
        System.out.println("result " + books.succeeded() + " " + (cpuNanos() - cpu) + " " + wall + " "
                + (allocatedBytes() - allocated) + " " + (books.sent() - books.succeeded()));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
