package dev.loadtest.engine.run.health;

import java.util.List;

/**
 * Faults of a worker itself; each makes the run Invalid.
 *
 * @param standstills with pending requests, one for each phase
 * @param limits of its machine by which requests failed
 */
public record GeneratorFaults(List<Standstill> standstills, List<LimitHit> limits) {
    public static final GeneratorFaults NONE = new GeneratorFaults(List.of(), List.of());

    public GeneratorFaults {
        standstills = List.copyOf(standstills);
        limits = List.copyOf(limits);
    }

    /**
     * Requests that failed by a limit of the generator's machine: descriptors, ports, memory.
     *
     * @param detail the limit, and the remedy
     */
    public record LimitHit(String phase, String detail, long requests) {}
}
