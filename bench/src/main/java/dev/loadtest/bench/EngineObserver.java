package dev.loadtest.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole engine in a process of its own, observed through its clocks. It warms up like a worker before its first
 * run. Commands, one a line: {@code load URL CONNECTIONS SHAPE SECONDS}, optionally followed by {@code pauses} (long
 * garbage collections) or {@code late} (reports each late send); {@code cases URL WORKERS CASES REQUESTS}. Each is
 * answered by an {@link Observed}.
 */
final class EngineObserver {
    private static final int PAUSES = 6;
    private static final int LIVE_OBJECTS = 4_000_000;
    private static final int CONNECTIONS = 50;

    private EngineObserver() {}

    public static void main(String[] args) throws IOException {
        EngineRun.warmUp();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0].equals("load") ? load(words) : cases(words));
        }
        System.exit(0);
    }

    private static String load(String[] words) {
        LoadPlan plan = plan(words);
        String more = words.length > 5 ? words[5] : "";
        RunObserver observer = more.equals("pauses") ? pauses() : new RunObserver() {};
        SendTimes times = SendTimes.of(plan.phases().getLast().shape());
        Watch watch = times == null ? Watch.NONE : times;
        return observed(() -> EngineRun.of(plan, observer, watch), times, more.equals("late"));
    }

    private static LoadPlan plan(String[] words) {
        int connections = Integer.parseInt(words[2]);
        Shape shape = LoadShape.parse(words[3], Double.parseDouble(words[4]), connections, 1);
        return BenchPlan.of(URI.create(words[1]), 1, connections, shape);
    }

    private static String cases(String[] words) {
        LoadPlan plan = BenchPlan.iterated(
                URI.create(words[1]),
                Integer.parseInt(words[2]),
                CONNECTIONS,
                Integer.parseInt(words[3]),
                new Shape.Burst(Long.parseLong(words[4])));
        return observed(() -> EngineRun.of(plan, new RunObserver() {}), null, false);
    }

    private static String observed(Supplier<RunResult> run, @Nullable SendTimes times, boolean tellsLate) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        RunResult result = run.get();
        return Observed.line(result, system.getProcessCpuTime() - cpu, System.nanoTime() - start, times, tellsLate);
    }

    /** Causes a few stop-the-world collections that mark and move millions of objects. */
    private static RunObserver pauses() {
        List<Object> live = new ArrayList<>();
        for (int i = 0; i < LIVE_OBJECTS; i++) {
            live.add(new int[] {i});
        }
        int[] left = {PAUSES};
        return new RunObserver() {
            @Override
            public void progressed(Live look) {
                if (look.state() == Live.State.RUNNING && left[0]-- > 0) {
                    live.set(left[0], "moved");
                    System.gc();
                }
            }
        };
    }
}
