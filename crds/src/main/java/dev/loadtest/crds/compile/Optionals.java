package dev.loadtest.crds.compile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Absent lists and maps are empty ones. */
final class Optionals {
    private Optionals() {}

    static <T> List<T> list(@Nullable List<T> items) {
        return items == null ? List.of() : items;
    }

    static <T> Map<String, T> map(@Nullable Map<String, T> entries) {
        return entries == null ? Map.of() : entries;
    }
}
