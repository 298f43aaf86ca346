package dev.loadtest.control.remote;

import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.seal.BadMessageException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends one message to a worker and returns its answer, without repetition. Any thread. */
interface ControlChannel {

    /**
     * Sends a message. The stage completes on any thread: with the answer; with a {@link RefusedException} if the
     * worker refuses; with a {@link BadMessageException} if its answer is malformed; with any other exception if it is
     * unknown whether the message arrived.
     *
     * @param within time limit
     */
    <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within);

    /** Releases the channel's resources; no message follows. */
    default void close() {}
}
