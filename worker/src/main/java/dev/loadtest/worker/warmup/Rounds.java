package dev.loadtest.worker.warmup;

import dev.loadtest.engine.run.loop.Clock;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides whether another round of load is useful: not if the compiler was almost idle in the last one, nor after a
 * maximum time.
 */
final class Rounds {
    /**
     * On one core the compiler settles after 2 to 3 s, but one more second makes little difference to a following rate.
     */
    static final Duration LONGEST = Duration.ofSeconds(1);
    /** The compiler has settled if it was busy for less than this part of a round. */
    static final int SETTLED_ONE_IN = 10;

    private final Clock clock;
    private final LongSupplier compiledMillis;
    private final long latestNanos;
    private long roundNanos;
    private long roundMillis;

    /**
     * @param compiledMillis total compilation time so far
     * @param longest after which no further round begins; zero for a single round
     */
    Rounds(Clock clock, LongSupplier compiledMillis, Duration longest) {
        this.clock = clock;
        this.compiledMillis = compiledMillis;
        this.latestNanos = clock.nanos() + longest.toNanos();
    }

    static Rounds start(Clock clock, Duration longest) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return new Rounds(clock, compiler::getTotalCompilationTime, longest);
    }

    void begin() {
        roundNanos = clock.nanos();
        roundMillis = compiledMillis.getAsLong();
    }

    /** Whether the current round was enough. */
    boolean enough() {
        long now = clock.nanos();
        long compiling =
                Duration.ofMillis(compiledMillis.getAsLong() - roundMillis).toNanos();
        return now >= latestNanos || compiling * SETTLED_ONE_IN < now - roundNanos;
    }
}
