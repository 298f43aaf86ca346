package dev.loadtest.crds.compile;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads absent lists and maps as empty. */
final class Optionals {
    private Optionals() {}

    static <T> List<T> list(@Nullable List<T> items) {
        return items == null ? List.of() : items;
    }

    static <T> Map<String, T> map(@Nullable Map<String, T> entries) {
        return entries == null ? Map.of() : entries;
    }

    /** Sorted by name: an API server keeps no other order, and a manifest must send the same requests everywhere. */
    static <T> SortedMap<String, T> byName(@Nullable Map<String, T> entries) {
        return new TreeMap<>(map(entries));
    }
}
