package dev.loadtest.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bounded map that evicts the least recently used entry. Reading an entry counts as use. */
final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private final int bound;

    LeastRecentlyUsed(int bound) {
        super(16, 0.75f, true);
        this.bound = bound;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > bound;
    }
}
