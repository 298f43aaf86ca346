package dev.loadtest.engine.run.health;

import java.util.List;

/**
 * What a worker knows against itself: whatever stands here makes the run Invalid.
 *
 * @param standstills when its process stood still while it owed requests, one a phase
 * @param limits which limits of its machine requests failed by
 */
public record GeneratorFaults(List<Standstill> standstills, List<LimitHit> limits) {
    public static final GeneratorFaults NONE = new GeneratorFaults(List.of(), List.of());

    public GeneratorFaults {
        standstills = List.copyOf(standstills);
        limits = List.copyOf(limits);
    }

    /**
     * Requests that failed by a limit of the machine that sends: descriptors, ports, memory.
     *
     * @param detail the limit, and what helps
     */
    public record LimitHit(String phase, String detail, long requests) {}
}
