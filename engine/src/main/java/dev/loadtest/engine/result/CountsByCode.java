package dev.loadtest.engine.result;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts by status code, without boxing: it is on the path of every response. At most 64 codes are counted apart, further
 * ones together as 0: a hostile target cannot grow it. Merging keeps every code, so that its order does not matter.
 */
final class CountsByCode {
    private static final int CODES_AT_MOST = 64;
    private static final int OTHER = 0;

    private int[] codes = {};
    private long[] counts = {};
    private int size;

    void add(int code) {
        int i = find(code);
        if (i < 0) {
            i = size < CODES_AT_MOST ? open(code) : findOrOpen(OTHER);
        }
        counts[i]++;
    }

    void add(CountsByCode other) {
        for (int i = 0; i < other.size; i++) {
            add(other.codes[i], other.counts[i]);
        }
    }

    void add(Map<Integer, Long> other) {
        other.forEach(this::add);
    }

    Map<Integer, Long> toMap() {
        Map<Integer, Long> result = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            result.put(codes[i], counts[i]);
        }
        return result;
    }

    int footprintBytes() {
        return 64 + (Integer.BYTES + Long.BYTES) * codes.length;
    }

    private void add(int code, long n) {
        int i = findOrOpen(code); // first: it may replace the arrays
        counts[i] += n;
    }

    private int findOrOpen(int code) {
        int i = find(code);
        return i < 0 ? open(code) : i;
    }

    private int find(int code) {
        for (int i = 0; i < size; i++) {
            if (codes[i] == code) {
                return i;
            }
        }
        return -1;
    }

    private int open(int code) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, Math.max(4, size * 2));
            counts = Arrays.copyOf(counts, codes.length);
        }
        codes[size] = code;
        return size++;
    }
}
