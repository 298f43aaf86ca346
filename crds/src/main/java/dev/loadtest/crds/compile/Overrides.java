package dev.loadtest.crds.compile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says instead of the manifest; null and empty leave the manifest's.
 *
 * @param target replaces {@code spec.target.url}
 * @param seed replaces {@code spec.seed}; 0 to 2^53
 * @param select replaces {@code spec.select}
 * @param phases narrows the selection to these phases
 * @param workers replaces {@code spec.parallelism}; at least 1
 */
public record Overrides(
        @Nullable String target,
        @Nullable Long seed,
        @Nullable String select,
        List<String> phases,
        @Nullable Integer workers) {

    public static final Overrides NONE = new Overrides(null, null, null, List.of(), null);

    public Overrides {
        phases = List.copyOf(phases);
    }
}
