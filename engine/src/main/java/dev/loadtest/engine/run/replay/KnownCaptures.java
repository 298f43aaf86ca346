package dev.loadtest.engine.run.replay;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.share.CapturedValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Captured values of a run that are known afterwards, one for each name.
 *
 * @param values by the name of the capture
 */
public record KnownCaptures(Map<String, String> values) {
    public KnownCaptures {
        values = Map.copyOf(values);
    }

    /**
     * What is known of a request's captures.
     *
     * @param drawn values of the request as its results show them, by name
     * @param given values by the name of the capture; they take precedence
     */
    public static KnownCaptures of(LoadPlan plan, Map<String, String> drawn, Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        Stream.concat(
                        plan.requests().stream().map(RequestTemplate::values),
                        plan.journeys().stream().map(Journey::values))
                .flatMap(values -> values.entrySet().stream())
                .forEach(value -> {
                    String text = drawn.get(value.getKey());
                    if (text != null && value.getValue() instanceof ValueSource.Captured from) {
                        all.put(from.name(), text);
                    }
                });
        all.putAll(given);
        return new KnownCaptures(all);
    }

    boolean knows(String name) {
        return values.containsKey(name);
    }

    /** As the pool of a variant: each draw takes the only value. */
    Map<String, List<CapturedValue>> pool() {
        Map<String, List<CapturedValue>> pool = new HashMap<>();
        values.forEach((name, text) -> pool.put(name, List.of(new CapturedValue(text, false))));
        return pool;
    }

    /** As captures of a journey's earlier steps. */
    Map<String, CapturedValue> ofJourney() {
        Map<String, CapturedValue> all = new HashMap<>();
        values.forEach((name, text) -> all.put(name, new CapturedValue(text, false)));
        return all;
    }

    /** The capture that a value is drawn from and that is not known. */
    Optional<String> lacking(Map<String, ValueSource> sources, String name) {
        return sources.get(name) instanceof ValueSource.Captured from && !knows(from.name())
                ? Optional.of(from.name())
                : Optional.empty();
    }
}
