package dev.loadtest.engine.result.threshold;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.Throughput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Scored tallies, tracked and fire-and-forget, merged by name over scopes that ran at different times. */
final class ScoredSums {
    /** A merged tally, and the throughput of each scope, whose times are united. */
    private record Sum(Tally tally, List<Throughput> parts) {}

    private final Map<String, Sum> sums = new TreeMap<>();

    /**
     * Adds the tallies of one scope.
     *
     * @param tallies visits them
     * @param names from the name of a request to that of its sum
     */
    void add(Consumer<BiConsumer<TallyKey, Tally>> tallies, UnaryOperator<String> names) {
        Map<String, Throughput> parts = new HashMap<>();
        tallies.accept((key, tally) -> {
            if (key.kind() != Kind.UNSCORED && tally.planned() + tally.sent() > 0) {
                String name = names.apply(key.request());
                sums.computeIfAbsent(name, any -> new Sum(new Tally(), new ArrayList<>()))
                        .tally()
                        .add(tally);
                parts.computeIfAbsent(name, any -> new Throughput()).add(tally);
            }
        });
        parts.forEach((name, part) -> sums.get(name).parts().add(part));
    }

    Map<String, Scored> byName() {
        Map<String, Scored> scored = new TreeMap<>();
        sums.forEach((name, sum) -> scored.put(name, scored(sum)));
        return scored;
    }

    /** The sum of the only name; nothing without tallies. */
    Scored only() {
        return sums.values().stream().map(ScoredSums::scored).findFirst().orElse(Scored.NONE);
    }

    private static Scored scored(Sum sum) {
        return new Scored(sum.tally().entry(), Throughput.perSecond(sum.parts()));
    }
}
