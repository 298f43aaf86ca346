package dev.loadtest.engine.result.count;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts by a short name. At most 64 names are counted separately, further ones as {@code other}: a hostile target
 * cannot grow it. Merging keeps every name, so its order does not matter.
 */
public final class CountsByName {
    private static final int NAMES_AT_MOST = 64;
    private static final String OTHER = "other";

    private final Map<String, long[]> counts = new HashMap<>(4);
    private long total;

    public void add(String name, long n) {
        if (n == 0) {
            return;
        }
        boolean known = counts.size() < NAMES_AT_MOST || counts.containsKey(name);
        put(known ? name : OTHER, n);
    }

    public void add(CountsByName other) {
        other.counts.forEach((name, n) -> put(name, n[0]));
    }

    public void add(Map<String, Long> other) {
        other.forEach(this::put);
    }

    public long of(String name) {
        long[] count = counts.get(name);
        return count == null ? 0 : count[0];
    }

    public long total() {
        return total;
    }

    public Map<String, Long> toMap() {
        Map<String, Long> result = HashMap.newHashMap(counts.size());
        counts.forEach((name, n) -> result.put(name, n[0]));
        return result;
    }

    public int footprintBytes() {
        return 64 + 120 * counts.size();
    }

    private void put(String name, long n) {
        counts.computeIfAbsent(name, any -> new long[1])[0] += n;
        total += n;
    }
}
