package dev.loadtest.worker.warmup;

import dev.loadtest.engine.run.loop.Clock;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether another round of load would gain anything: not where the compiler had hardly anything to do in the last one, and
 * not for longer than somebody would like to wait.
 */
final class Rounds {
    /** On one core the compiler settles after 2 to 3 s, but of a rate that follows 1 s more makes little difference. */
    static final Duration LONGEST = Duration.ofSeconds(1);
    /** The compiler has settled where it worked for less than this part of a round. */
    static final int SETTLED_ONE_IN = 10;

    private final Clock clock;
    private final LongSupplier compiledMillis;
    private final long latestNanos;
    private long roundNanos;
    private long roundMillis;

    /** @param compiledMillis how long the compiler has worked so far */
    Rounds(Clock clock, LongSupplier compiledMillis) {
        this.clock = clock;
        this.compiledMillis = compiledMillis;
        this.latestNanos = clock.nanos() + LONGEST.toNanos();
    }

    static Rounds start(Clock clock) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return new Rounds(clock, compiler::getTotalCompilationTime);
    }

    void begin() {
        roundNanos = clock.nanos();
        roundMillis = compiledMillis.getAsLong();
    }

    /** Whether the round that was begun last was enough. */
    boolean enough() {
        long now = clock.nanos();
        long compiling =
                Duration.ofMillis(compiledMillis.getAsLong() - roundMillis).toNanos();
        return now >= latestNanos || compiling * SETTLED_ONE_IN < now - roundNanos;
    }
}
