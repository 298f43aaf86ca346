package dev.loadtest.engine.share;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journey binds for its steps: what its earlier steps captured, then the values that are drawn once a journey.
 *
 * @param captured by name; read when a name is asked for, never changed here
 * @param k of the journey
 */
record JourneyValues(Map<String, CapturedValue> captured, Map<String, ValueDraw> own, long k) {

    @Nullable
    Binding binding(String name) {
        CapturedValue value = captured.get(name);
        if (value != null) {
            return Binding.of(value);
        }
        ValueDraw draw = own.get(name);
        return draw == null ? null : draw.draw(k, k);
    }
}
