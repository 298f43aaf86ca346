package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.share.CapturedValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values that one case captured under one name, by request: the first ones by index are kept, in any order of arrival,
 * so that the result does not depend on the number of workers. Behind a dropped value none is kept, however small;
 * otherwise the result would depend on the order.
 */
public final class Capturing {
    /** Maximum number of values kept of a name. */
    public static final int MAX_VALUES = 10_000;
    /** Maximum bytes (UTF-8) kept of a name. */
    public static final long MAX_BYTES = 1 << 20;

    private final TreeMap<Long, CapturedValue> kept = new TreeMap<>();
    private long bytes;
    private long seen;
    private long end = Long.MAX_VALUE;
    private final FailureCounts misses = new FailureCounts();

    /**
     * Captures kept by another process.
     *
     * @param kept by request index
     * @param seen number of values, including dropped ones
     * @param end first dropped index, {@link Long#MAX_VALUE} if none
     * @param misses see {@link #misses()}
     */
    public static Capturing of(Map<Long, CapturedValue> kept, long seen, long end, Map<String, Long> misses) {
        Capturing capturing = new Capturing();
        kept.forEach(capturing::add);
        capturing.seen = seen;
        capturing.end(end);
        misses.forEach(capturing.misses::add);
        return capturing;
    }

    /** Records a response that should have had a value and had none. */
    public void missed(String why) {
        misses.add(why);
    }

    /** Keeps the value of request k, or drops the last one if there are too many. */
    public void add(long k, CapturedValue value) {
        seen++;
        if (k >= end) {
            return;
        }
        CapturedValue before = kept.put(k, value);
        bytes += size(value) - (before == null ? 0 : size(before));
        while (kept.size() > MAX_VALUES || bytes > MAX_BYTES) {
            end(kept.lastKey());
        }
    }

    /** Drops values from an index on, permanently. */
    private void end(long from) {
        end = Math.min(end, from);
        Map<Long, CapturedValue> dropped = kept.tailMap(end);
        dropped.values().forEach(value -> bytes -= size(value));
        dropped.clear();
    }

    /** Adds another worker's captures of the same case and name. */
    public void addAll(Capturing other) {
        long seenBefore = seen;
        end(other.end);
        other.kept.forEach(this::add);
        seen = seenBefore + other.seen;
        other.misses.counts().forEach(misses::add);
    }

    public Capturing copy() {
        Capturing copy = new Capturing();
        // In one pass, since they are sorted: shares are copied for each report.
        copy.kept.putAll(kept);
        copy.bytes = bytes;
        copy.seen = seen;
        copy.end = end;
        misses.counts().forEach(copy.misses::add);
        return copy;
    }

    /** Size of the kept values. */
    public long bytes() {
        return bytes;
    }

    /** Number of values, including dropped ones. */
    public long seen() {
        return seen;
    }

    /** First dropped index, {@link Long#MAX_VALUE} if none. */
    public long end() {
        return end;
    }

    /** Number of responses without a value, by reason; a few reasons at most, further ones under one. */
    public Map<String, Long> misses() {
        return Collections.unmodifiableMap(misses.counts());
    }

    /** Kept values, by request index. */
    public Map<Long, CapturedValue> kept() {
        return Collections.unmodifiableMap(kept);
    }

    /** Size of a value, in bytes. */
    public static long size(CapturedValue value) {
        return value.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
