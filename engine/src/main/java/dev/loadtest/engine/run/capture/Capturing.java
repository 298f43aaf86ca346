package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.share.CapturedValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values one case captured under one name, by the request that brought them: the first ones by index are kept, whatever
 * order they arrive in, so that what is kept does not depend on the number of workers. Once one was dropped, none behind it
 * is kept, however small: otherwise those would be kept that came after all larger ones.
 */
public final class Capturing {
    /** The most values that are kept of a name. */
    public static final int MAX_VALUES = 10_000;
    /** The most bytes (UTF-8) that are kept of a name. */
    public static final long MAX_BYTES = 1 << 20;

    private final TreeMap<Long, CapturedValue> kept = new TreeMap<>();
    private long bytes;
    private long seen;
    private long end = Long.MAX_VALUE;
    private final FailureCounts misses = new FailureCounts();

    /**
     * What another process kept.
     *
     * @param kept by the index of its request
     * @param seen how many there were, the dropped ones too
     * @param end the first index that was dropped, {@link Long#MAX_VALUE} where none was
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

    /** Takes note of a response that should have brought a value and did not. */
    public void missed(String why) {
        misses.add(why);
    }

    /** Keeps the value of request k, or drops whichever comes last where there are too many. */
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

    /** Drops what comes from an index on, for good. */
    private void end(long from) {
        end = Math.min(end, from);
        Map<Long, CapturedValue> dropped = kept.tailMap(end);
        dropped.values().forEach(value -> bytes -= size(value));
        dropped.clear();
    }

    /** Adds what another worker captured for the same case and name. */
    public void addAll(Capturing other) {
        long seenBefore = seen;
        end(other.end);
        other.kept.forEach(this::add);
        seen = seenBefore + other.seen;
        other.misses.counts().forEach(misses::add);
    }

    public Capturing copy() {
        Capturing copy = new Capturing();
        copy.addAll(this);
        return copy;
    }

    /** The size of what is kept. */
    public long bytes() {
        return bytes;
    }

    /** How many there were, the dropped ones too. */
    public long seen() {
        return seen;
    }

    /** The first index that was dropped, {@link Long#MAX_VALUE} where none was. */
    public long end() {
        return end;
    }

    /** How many responses brought no value, by the reason; a few reasons at most, the rest under one. */
    public Map<String, Long> misses() {
        return Collections.unmodifiableMap(misses.counts());
    }

    /** What is kept, by the index of its request. */
    public Map<Long, CapturedValue> kept() {
        return Collections.unmodifiableMap(kept);
    }

    /** The size that a value counts with, in bytes. */
    public static long size(CapturedValue value) {
        return value.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
