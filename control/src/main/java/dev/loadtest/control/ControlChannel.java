package dev.loadtest.control;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Carries a message to a worker and its answer back, once. Any thread. */
interface ControlChannel {

    /**
     * Sends a message. The stage completes on any thread: with the answer, or by a {@link RefusedException} where the worker
     * refuses, by a {@link BadMessageException} where its answer cannot be read, and by anything else where it is not known
     * whether the message came to it.
     *
     * @param within the longest that it may take
     */
    <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within);

    /** Nothing more is to be asked: what is kept for the channel is given back. */
    default void close() {}
}
