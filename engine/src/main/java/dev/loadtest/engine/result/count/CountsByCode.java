package dev.loadtest.engine.result.count;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts by status code without boxing, for the path of every response. Codes 100 to 999 are counted separately, all
 * others as 0, so that a hostile target cannot grow it and the order of merging does not matter. A few codes are in a
 * list; many use an array of 7 kB.
 */
public final class CountsByCode {
    private static final int FIRST = 100;
    private static final int LAST = 999;
    private static final int OTHER = 0;
    private static final int LISTED_AT_MOST = 16;

    private int[] codes = {};
    private long[] counts = {};
    private int size;
    private long total;
    /** By code, once the list would be too long; the list is empty then. */
    private long[] byCode = {};

    public void add(int code) {
        add(code, 1);
    }

    public void add(CountsByCode other) {
        if (other.byCode.length > 0) {
            for (int code = 0; code < other.byCode.length; code++) {
                if (other.byCode[code] > 0) {
                    add(code, other.byCode[code]);
                }
            }
        }
        for (int i = 0; i < other.size; i++) {
            add(other.codes[i], other.counts[i]);
        }
    }

    public void add(Map<Integer, Long> other) {
        other.forEach(this::add);
    }

    /** The sum over all codes. */
    public long total() {
        return total;
    }

    public Map<Integer, Long> toMap() {
        Map<Integer, Long> result = new HashMap<>();
        for (int i = 0; i < size; i++) {
            result.put(codes[i], counts[i]);
        }
        for (int code = 0; code < byCode.length; code++) {
            if (byCode[code] > 0) {
                result.put(code, byCode[code]);
            }
        }
        return result;
    }

    public int footprintBytes() {
        return 88 + (Integer.BYTES + Long.BYTES) * codes.length + Long.BYTES * byCode.length;
    }

    private void add(int code, long n) {
        total += n;
        int filed = code < FIRST || code > LAST ? OTHER : code;
        if (byCode.length > 0) {
            byCode[filed] += n;
            return;
        }
        for (int i = 0; i < size; i++) {
            if (codes[i] == filed) {
                counts[i] += n;
                return;
            }
        }
        open(filed, n);
    }

    private void open(int code, long n) {
        if (size == LISTED_AT_MOST) {
            spread();
            byCode[code] += n;
            return;
        }
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, Math.max(4, size * 2));
            counts = Arrays.copyOf(counts, codes.length);
        }
        codes[size] = code;
        counts[size] = n;
        size++;
    }

    private void spread() {
        byCode = new long[LAST + 1];
        for (int i = 0; i < size; i++) {
            byCode[codes[i]] = counts[i];
        }
        codes = new int[0];
        counts = new long[0];
        size = 0;
    }
}
