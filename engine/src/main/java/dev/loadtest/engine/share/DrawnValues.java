package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.FileRef;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bindings of all names for one request: first its own drawn values, then the case's ({@code file}, {@code iteration},
 * {@code variant}), then the variant's. Values are drawn on demand, always the same. Immutable.
 */
public final class DrawnValues {
    private final Map<String, ValueDraw> own;
    private final Map<String, Binding> outer;
    private final long k;

    DrawnValues(Map<String, ValueDraw> own, Map<String, Binding> outer, long k) {
        this.own = own;
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

    /** The request's own drawn values, sorted by name; sensitive ones are {@code ***}. */
    public Map<String, String> drawn() {
        SortedMap<String, String> drawn = new TreeMap<>();
        own.forEach((name, value) -> {
            Binding binding = value.draw(k);
            drawn.put(name, binding.sensitive() ? "***" : binding.text());
        });
        return Collections.unmodifiableSortedMap(drawn);
    }

    private Binding binding(String name) {
        ValueDraw draw = own.get(name);
        @Nullable Binding bound = draw == null ? outer.get(name) : draw.draw(k);
        if (bound == null) {
            throw new IllegalArgumentException("nothing binds " + name);
        }
        return bound;
    }
}
