package dev.loadtest.engine.run.loop;

/** The only source of time. */
public interface Clock {

    /** Monotonic nanoseconds with an arbitrary origin, for all schedules and latencies. */
    long nanos();

    /** Microseconds since the Unix epoch, for people. */
    long epochMicros();
}
