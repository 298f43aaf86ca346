package dev.loadtest.engine.share;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one journey binds for its steps: what its earlier steps captured, then the values that are drawn once a journey. A
 * drawn value is kept from its first use, so that the steps of a journey read its row once. Confined to one thread.
 */
public final class JourneyValues {
    private final Map<String, ValueDraw> draws;
    private final long k;
    private Map<String, CapturedValue> captured = Map.of();
    private Map<String, Binding> drawn = Map.of();

    JourneyValues(Map<String, ValueDraw> draws, long k) {
        this.draws = draws;
        this.k = k;
    }

    /** Index of the journey in its case. */
    long k() {
        return k;
    }

    /** Binds a name to a value for the steps that follow. */
    public void capture(String name, CapturedValue value) {
        if (captured.isEmpty()) {
            captured = new HashMap<>();
        }
        captured.put(name, value);
    }

    public boolean hasCaptured(String name) {
        return captured.containsKey(name);
    }

    /** Texts that were captured as sensitive. */
    public Set<String> sensitive() {
        Set<String> texts = new LinkedHashSet<>();
        captured.values().stream().filter(CapturedValue::sensitive).forEach(value -> texts.add(value.text()));
        return texts;
    }

    /** Texts of its sensitive rows that the run's mask does not know. */
    public Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        draws.values().forEach(draw -> secrets.addAll(draw.secrets(k, k)));
        return secrets;
    }

    @Nullable
    Binding binding(String name) {
        CapturedValue value = captured.get(name);
        if (value != null) {
            return Binding.of(value);
        }
        ValueDraw draw = draws.get(name);
        return draw == null ? null : drawn(name, draw);
    }

    /** All values that are drawn once a journey. */
    void forEachDrawn(BiConsumer<String, Binding> consumer) {
        draws.forEach((name, draw) -> consumer.accept(name, drawn(name, draw)));
    }

    private Binding drawn(String name, ValueDraw draw) {
        Binding kept = drawn.get(name);
        if (kept == null) {
            kept = draw.draw(k, k);
            if (drawn.isEmpty()) {
                drawn = HashMap.newHashMap(draws.size());
            }
            drawn.put(name, kept);
        }
        return kept;
    }
}
