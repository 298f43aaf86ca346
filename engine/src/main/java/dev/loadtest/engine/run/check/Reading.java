package dev.loadtest.engine.run.check;

/** Result of reading a value from a response. */
public sealed interface Reading {

    record Value(String text) implements Reading {}

    /**
     * No value.
     *
     * @param why a clause without any content of the response's body
     */
    record Nothing(String why) implements Reading {}
}
