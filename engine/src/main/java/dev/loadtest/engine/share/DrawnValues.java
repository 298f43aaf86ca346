package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.FileRef;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bindings of all names for one request: first its own drawn values, then its journey's, then the case's ({@code file},
 * {@code iteration}, {@code variant}), then the variant's. Values are drawn on demand, always the same.
 * Immutable without a journey. With one, captured names follow what its steps capture, and it is confined to the journey's
 * thread.
 */
public final class DrawnValues {
    private final Map<String, ValueDraw> own;
    private final @Nullable JourneyValues journey;
    private final Map<String, Binding> outer;
    private final long unit;
    private final long k;

    DrawnValues(Map<String, ValueDraw> own, Map<String, Binding> outer, long k) {
        this(own, null, outer, k, k);
    }

    /**
     * @param unit index of the unit in its case
     * @param k index of the draws of its own values
     */
    DrawnValues(
            Map<String, ValueDraw> own,
            @Nullable JourneyValues journey,
            Map<String, Binding> outer,
            long unit,
            long k) {
        this.own = own;
        this.unit = unit;
        this.journey = journey;
        this.outer = outer;
        this.k = k;
    }

    /**
     * The text bound to a name; for a file, its name.
     *
     * @throws IllegalArgumentException if the name is not bound
     * @throws IllegalStateException if there is nothing to draw from, for example no captured value
     */
    public String text(String name) {
        return binding(name).text();
    }

    /**
     * The file bound to a name.
     *
     * @throws IllegalArgumentException if the name is not bound, or not to a file
     */
    public FileRef file(String name) {
        FileRef file = binding(name).file();
        if (file == null) {
            throw new IllegalArgumentException(name + " is not a file");
        }
        return file;
    }

    /** Whether the bound value is masked in all output. */
    public boolean sensitive(String name) {
        return binding(name).sensitive();
    }

    /** The drawn values of the request and its journey, sorted by name; sensitive ones are {@code ***}. */
    public Map<String, String> drawn() {
        SortedMap<String, String> drawn = new TreeMap<>();
        if (journey != null) {
            journey.forEachDrawn((name, binding) -> drawn.put(name, shown(binding)));
        }
        own.forEach((name, value) -> drawn.put(name, shown(value.draw(unit, k))));
        return Collections.unmodifiableSortedMap(drawn);
    }

    /** Texts of its sensitive rows that the run's mask does not know. */
    public Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        own.values().forEach(value -> secrets.addAll(value.secrets(unit, k)));
        if (journey != null) {
            secrets.addAll(journey.secrets());
        }
        return secrets;
    }

    private static String shown(Binding binding) {
        return binding.sensitive() ? "***" : binding.text();
    }

    private Binding binding(String name) {
        ValueDraw draw = own.get(name);
        @Nullable Binding bound = draw == null ? null : draw.draw(unit, k);
        if (bound == null && journey != null) {
            bound = journey.binding(name);
        }
        if (bound == null) {
            bound = outer.get(name);
        }
        if (bound == null) {
            throw new IllegalArgumentException("nothing binds " + name);
        }
        return bound;
    }
}
