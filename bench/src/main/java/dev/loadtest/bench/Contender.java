package dev.loadtest.bench;

import java.io.IOException;

/** A generator in a process of its own, pinned to the generators' core. */
interface Contender extends AutoCloseable {

    String name();

    /** Loads the target for about that many seconds. */
    Measured run(double seconds) throws IOException, InterruptedException;

    /** Warms the generator up; no effect for a program compiled ahead of time. */
    default void warmUp() throws IOException, InterruptedException {}

    @Override
    default void close() {}
}
