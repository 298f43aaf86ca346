package dev.loadtest.engine.result.latency;

/** Receives the counts of a histogram, bucket by bucket. */
@FunctionalInterface
public interface CountVisitor {

    /**
     * Latencies of one bucket.
     *
     * @param micros the smallest latency of the bucket, in microseconds; the largest exceeds it by less than 0.1 %
     * @param count at least 1
     */
    void visit(long micros, long count);
}
