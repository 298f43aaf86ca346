package dev.loadtest.crds.compile;

import dev.loadtest.crds.manifest.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Command-line overrides of a manifest; null and empty keep the manifest's value.
 *
 * @param target replaces {@code spec.target.url}
 * @param seed replaces {@code spec.seed}; 0 to 2^53
 * @param select replaces {@code spec.select}
 * @param phases narrows the selection to these phases
 * @param workers replaces {@code spec.parallelism}; at least 1
 * @param settings fields that it sets, before the manifest is looked at
 */
public record Overrides(
        @Nullable String target,
        @Nullable Long seed,
        @Nullable String select,
        List<String> phases,
        @Nullable Integer workers,
        List<Setting> settings) {

    public static final Overrides NONE = new Overrides(null, null, null, List.of(), null);

    public Overrides {
        phases = List.copyOf(phases);
        settings = List.copyOf(settings);
    }

    /** Without settings. */
    public Overrides(
            @Nullable String target,
            @Nullable Long seed,
            @Nullable String select,
            List<String> phases,
            @Nullable Integer workers) {
        this(target, seed, select, phases, workers, List.of());
    }

    /** The same with another seed. */
    public Overrides withSeed(long other) {
        return new Overrides(target, other, select, phases, workers, settings);
    }

    /** Settings alone. */
    public static Overrides of(List<Setting> settings) {
        return new Overrides(null, null, null, List.of(), null, settings);
    }
}
