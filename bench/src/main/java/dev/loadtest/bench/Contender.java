package dev.loadtest.bench;

import java.io.IOException;

/** A generator in a process of its own, pinned to the generators' core. */
interface Contender extends AutoCloseable {

    String name();

    /** Loads the target for about so many seconds. */
    Measured run(double seconds) throws IOException, InterruptedException;

    /** Brings it to the speed at which it will be measured; nothing to do for a program that is compiled beforehand. */
    default void warmUp() throws IOException, InterruptedException {}

    @Override
    default void close() {}
}
