package dev.loadtest.crds.model;

import org.jspecify.annotations.Nullable;

/** Tracking options, common to the shapes with several requests. */
public interface Tracked {
    @Nullable
    Long tracked();

    @Nullable
    Double trackedPercent();
}
