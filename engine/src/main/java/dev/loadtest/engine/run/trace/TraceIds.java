package dev.loadtest.engine.run.trace;

import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.share.Randomness;
import java.util.HexFormat;

/**
 * Ids of one request's trace: a function of the run, the case and the place of the request in it. Pure.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param spanId 16 of them, not all 0
 */
public record TraceIds(String traceId, String spanId) {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The ids.
     *
     * @param k index of its unit
     * @param step its place in the unit's journey
     * @param attempt which try of its step
     * @param warmup whether it belongs to the case's warm-up, whose units are counted from 0, too
     */
    public static TraceIds of(Trace trace, String caseId, long k, long step, long attempt, boolean warmup) {
        // Two chains of 64 bits: one alone would make ids of 64 random bits.
        long high = bits(Randomness.key(0, "trace", trace.run(), caseId), k, step, attempt, warmup);
        long low = bits(Randomness.key(1, "trace", trace.run(), caseId), k, step, attempt, warmup);
        return new TraceIds(hex(high) + hex(low), hex(Randomness.bits(low, 1)));
    }

    private static long bits(long key, long k, long step, long attempt, boolean warmup) {
        long ofUnit = Randomness.bits(warmup ? Randomness.bits(key, 0) : key, k);
        return Randomness.bits(Randomness.bits(ofUnit, step), attempt);
    }

    private static String hex(long bits) {
        return HEX.toHexDigits(bits == 0 ? 1 : bits);
    }

    /** The value of a {@code traceparent} header. */
    public String header(boolean sampled) {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
