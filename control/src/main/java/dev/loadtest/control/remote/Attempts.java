package dev.loadtest.control.remote;

import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One message to a worker, repeated until it is answered: whether a lost message arrived is unknown, and repetitions
 * act only once. Confined to the loop.
 */
final class Attempts<T> {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_WITHIN = Duration.ofSeconds(60);

    private final Loop loop;
    private final Duration patience;
    private final Function<Duration, CompletionStage<T>> send;
    private final Listener<T> listener;
    private Duration within;
    private Duration backoff = FIRST_BACKOFF;
    private long beganNanos;

    /** Called on the loop, at the end once; the first two are asked before each attempt. */
    interface Listener<T> {
        boolean goesOn();

        /** Whether to try again after a failure. */
        boolean isWorthRetrying();

        void answered(T answer);

        void refused(RefusedException refused);

        /** @param why completes the sentence "worker 2 was lost: …" */
        void gaveUp(String why);
    }

    /**
     * @param within time limit of the first attempt; later ones get more, because the limit may have caused the failure
     * @param patience how long attempts go on
     */
    Attempts(
            Loop loop,
            Duration within,
            Duration patience,
            Function<Duration, CompletionStage<T>> send,
            Listener<T> listener) {
        this.loop = loop;
        this.within = within;
        this.patience = patience;
        this.send = send;
        this.listener = listener;
    }

    void start() {
        beganNanos = loop.nanos();
        attempt();
    }

    private void attempt() {
        if (listener.goesOn()) {
            send.apply(within)
                    .whenComplete((answer, failure) -> loop.execute(() -> {
                        if (failure == null) {
                            listener.answered(answer);
                        } else {
                            failed(unwrapped(failure));
                        }
                    }));
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof RefusedException refused && refused.reason() == Reason.PREPARING) {
            // "Retry later" is an answer: the patience starts again.
            beganNanos = loop.nanos();
            loop.at(loop.nanos() + FIRST_BACKOFF.toNanos(), this::attempt);
        } else if (failure instanceof RefusedException refused) {
            listener.refused(refused);
        } else if (failure instanceof BadMessageException) {
            listener.gaveUp("its answer cannot be read: " + failure.getMessage());
        } else if (!listener.isWorthRetrying() || loop.nanos() - beganNanos >= patience.toNanos()) {
            listener.gaveUp("it has not answered for " + patience.toSeconds() + " s (" + text(failure) + ")");
        } else {
            loop.at(loop.nanos() + backoff.toNanos(), this::attempt);
            backoff = shorter(backoff.multipliedBy(2), LONGEST_BACKOFF);
            within = within.compareTo(LONGEST_WITHIN) > 0 ? within : shorter(within.multipliedBy(2), LONGEST_WITHIN);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    /** Unwraps: the client wraps exceptions of a body's reader, and stages wrap them again. */
    private static Throwable unwrapped(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException || cause instanceof BadMessageException) {
                return cause;
            }
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
