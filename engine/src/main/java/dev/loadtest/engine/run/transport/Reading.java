package dev.loadtest.engine.run.transport;

/** What came of looking for a value in a response. */
public sealed interface Reading {

    record Value(String text) implements Reading {}

    /**
     * There is none.
     *
     * @param why a clause that holds nothing of the response's body
     */
    record Nothing(String why) implements Reading {}
}
