package dev.loadtest.crds.model;

import org.jspecify.annotations.Nullable;

/** What the shapes with several requests have in common: which of them are tracked. */
public interface Tracked {
    @Nullable
    Long tracked();

    @Nullable
    Double trackedPercent();
}
