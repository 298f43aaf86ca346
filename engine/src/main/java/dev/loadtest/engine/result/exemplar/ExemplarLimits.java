package dev.loadtest.engine.result.exemplar;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import java.util.stream.Stream;

/**
 * How much is kept of exemplars: a function of the plan alone, so that any number of workers keeps the same, and no
 * worker, checkpoint or result more than about a megabyte.
 *
 * @param each how many of the slowest and of the failed requests of a phase and request, at least 1
 * @param bytes of a response's body, and of its headers
 */
public record ExemplarLimits(int each, int bytes) {
    private static final int EACH = 5;
    private static final int BYTES = 2 << 10;
    private static final int MAX_EXEMPLARS = 1_000;
    private static final int MAX_BYTES = 1 << 20;

    /** Usual limits, of a plan with up to 25 pairs of phase and request. */
    public static final ExemplarLimits USUAL = new ExemplarLimits(EACH, BYTES);

    public static ExemplarLimits of(LoadPlan plan) {
        long pairs = plan.phases().stream()
                .mapToLong(phase -> requests(plan, phase).distinct().count())
                .sum();
        return ofPairs(pairs);
    }

    /** Of a plan with so many pairs of phase and request. */
    public static ExemplarLimits ofPairs(long pairs) {
        if (pairs == 0) {
            return USUAL;
        }
        int each = Math.clamp(MAX_EXEMPLARS / (2 * pairs), 1, EACH);
        // Of body and headers, of slowest and failed.
        return new ExemplarLimits(each, Math.clamp(MAX_BYTES / (4 * pairs * each), 0, BYTES));
    }

    private static Stream<String> requests(LoadPlan plan, Phase phase) {
        return phase.mix().stream().flatMap(entry -> switch (entry.unit()) {
            case Unit.OfRequest single -> Stream.of(single.name());
            case Unit.OfJourney of -> plan.journey(of.name()).steps().stream().map(step -> step.request());
        });
    }
}
