package dev.loadtest.engine.result.block;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many blocks are kept of a phase in a variant: a function of the plan alone, so that any number of workers keeps the
 * same. A worker holds the blocks of running cases, at most 512 of about 4 kB; a result holds all, at most 2,560.
 */
public final class BlockLimits {
    public static final int MAX_BLOCKS = 32;
    /** Minimum number of blocks: with fewer, intervals are too wide to be useful. */
    public static final int MIN_BLOCKS = 8;

    /** Of all phases, variants, requests and kinds of a run. */
    public static final int MAX_ALL = 2_560;

    private static final long MAX_RUNNING = 512;

    private BlockLimits() {}

    /** 32, 16 or 8; 0 for a plan whose phases send too many requests of different names. */
    public static int blocks(LoadPlan plan) {
        Map<String, Long> running = new HashMap<>();
        long all = 0;
        for (Phase phase : plan.phases()) {
            long lines = lines(plan, phase);
            long variants = plan.variants().stream()
                    .filter(variant -> phase.runsIn(variant.name()))
                    .count();
            all += lines * variants;
            running.merge(
                    phase.group().isEmpty() ? "phase " + phase.name() : "group " + phase.group(), lines, Long::sum);
        }
        long most = running.values().stream().mapToLong(Long::longValue).max().orElse(0);
        for (int blocks = MAX_BLOCKS; blocks >= MIN_BLOCKS; blocks /= 2) {
            if (most * blocks <= MAX_RUNNING && all * blocks <= MAX_ALL) {
                return blocks;
            }
        }
        return 0;
    }

    /** Pairs of request and kind. */
    private static long lines(LoadPlan plan, Phase phase) {
        long requests = phase.mix().stream()
                .flatMap(entry -> switch (entry.unit()) {
                    case Unit.OfRequest single -> Stream.of(single.name());
                    case Unit.OfJourney of ->
                        plan.journey(of.name()).steps().stream().map(step -> step.request());
                })
                .distinct()
                .count();
        return requests * (phase.tracking() instanceof Tracking.All ? 1 : 2);
    }
}
