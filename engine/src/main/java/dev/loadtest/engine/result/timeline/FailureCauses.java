package dev.loadtest.engine.result.timeline;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Failures by cause. The first causes in alphabetic order are counted by themselves, the rest as {@code other}: a
 * hostile target cannot make it grow, and because a cause that is first in a sum is first in each of its parts, any order of
 * merging gives the same counts.
 */
final class FailureCauses {
    private static final int MAX_CAUSES = 16;
    private static final String OTHER = "other";
    private static final int FIRST_CODE = 100;
    /** Texts of the status codes, so that a failing target makes no garbage. */
    private static final String[] CODES =
            IntStream.rangeClosed(FIRST_CODE, 999).mapToObj(Integer::toString).toArray(String[]::new);

    /** Sorted. */
    private String[] names = {};

    private long[] counts = {};
    private int size;
    private long other;

    /** The cause of an unexpected response: its status code. */
    static String status(int code) {
        int index = code - FIRST_CODE;
        return index < 0 || index >= CODES.length ? OTHER : CODES[index];
    }

    void add(String name, long n) {
        if (name.equals(OTHER)) {
            other += n;
            return;
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                counts[i] += n;
                return;
            }
        }
        insert(name, n);
    }

    private void insert(String name, long n) {
        int at = -1 - Arrays.binarySearch(names, 0, size, name);
        if (at == MAX_CAUSES) {
            other += n;
            return;
        }
        if (size == MAX_CAUSES) {
            size--;
            other += counts[size];
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, Math.max(2, 2 * size));
            counts = Arrays.copyOf(counts, names.length);
        }
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        names[at] = name;
        counts[at] = n;
        size++;
    }

    void add(FailureCauses more) {
        for (int i = 0; i < more.size; i++) {
            add(more.names[i], more.counts[i]);
        }
        other += more.other;
    }

    Map<String, Long> toMap() {
        Map<String, Long> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(names[i], counts[i]);
        }
        if (other > 0) {
            map.put(OTHER, other);
        }
        return map;
    }
}
