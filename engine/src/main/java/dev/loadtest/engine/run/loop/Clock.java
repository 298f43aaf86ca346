package dev.loadtest.engine.run.loop;

/** The one source of time. */
public interface Clock {

    /** Monotonic nanoseconds with an arbitrary origin; what all schedules and latencies are measured with. */
    long nanos();

    /** Microseconds since the Unix epoch, for what people read. */
    long epochMicros();
}
