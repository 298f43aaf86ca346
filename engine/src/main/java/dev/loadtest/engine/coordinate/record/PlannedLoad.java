package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.checkpoint.RunState.PauseRecord;
import dev.loadtest.engine.coordinate.record.RunCourse.StartedCase;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.OverTime.Planned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What the shapes of a run's phases asked for over time, from the plan and the times of its cases. */
final class PlannedLoad {
    private static final double NANOS = 1e9;

    private final RunCourse course;

    PlannedLoad(RunCourse course) {
        this.course = course;
    }

    /**
     * A mean for each bucket of run time, by phase; without phases whose shape has neither a rate nor users. A pause
     * asks for nothing, and neither does a warm-up, whose load is not scored.
     *
     * @param seconds width of a bucket
     */
    List<Planned> over(long seconds) {
        Map<String, List<StartedCase>> byPhase = new HashMap<>();
        course.started().forEach(item -> byPhase.computeIfAbsent(item.phase(), phase -> new ArrayList<>())
                .add(item));
        List<Planned> planned = new ArrayList<>();
        for (Phase phase : course.plan().phases()) {
            Ramps.of(phase.shape()).ifPresent(ramps -> {
                TreeMap<Long, Double> sums = new TreeMap<>();
                byPhase.getOrDefault(phase.name(), List.of()).forEach(item -> add(item, ramps, seconds, sums));
                if (!sums.isEmpty()) {
                    planned.add(new Planned(
                            phase.name(),
                            ramps.users(),
                            List.copyOf(sums.keySet()),
                            List.copyOf(sums.values()),
                            shares(phase)));
                }
            });
        }
        return planned;
    }

    private static Map<String, Double> shares(Phase phase) {
        double all = phase.mix().stream().mapToDouble(Phase.MixEntry::weight).sum();
        Map<String, Double> shares = new HashMap<>();
        phase.mix().forEach(entry -> shares.merge(entry.unit().name(), entry.weight() / all, Double::sum));
        return shares;
    }

    private void add(StartedCase item, Ramps ramps, long seconds, TreeMap<Long, Double> sums) {
        long start = item.startNanos();
        long width = TimeUnit.SECONDS.toNanos(seconds);
        double before = 0;
        for (long from = Math.max(0, start) / width * width; from < item.endNanos(); from += width) {
            double until = ramps.integral(elapsed(start, Math.min(item.endNanos(), from + width)) / NANOS);
            if (until > before) {
                sums.merge(TimeUnit.NANOSECONDS.toSeconds(from), (until - before) / seconds, Double::sum);
            }
            before = until;
        }
    }

    /** Schedule time of a case at an instant of run time: without pauses. */
    private long elapsed(long start, long at) {
        long paused = 0;
        for (PauseRecord pause : course.pauses()) {
            // An open pause has an end before its start.
            long until = pause.endNanos() < pause.startNanos() ? at : Math.min(at, pause.endNanos());
            paused += Math.max(0, until - Math.max(start, pause.startNanos()));
        }
        return Math.max(0, at - start - paused);
    }
}
