package dev.loadtest.crds.compile;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** In the order of the names: an API server keeps no other, and a manifest must send the same wherever it runs. */
    static <T> SortedMap<String, T> byName(@Nullable Map<String, T> entries) {
        return new TreeMap<>(map(entries));
    }
}
