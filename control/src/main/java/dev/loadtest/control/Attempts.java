package dev.loadtest.control;

import dev.loadtest.control.RefusedException.Reason;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One message to a worker, sent again until it is answered: what becomes of a message that is lost on the way is not known,
 * and each acts once. Confined to the loop.
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

    /** Told once, on the loop; the first two are asked before each attempt. */
    interface Listener<T> {
        boolean goesOn();

        /** Whether one that failed may be tried again. */
        boolean isWorthRetrying();

        void answered(T answer);

        void refused(RefusedException refused);

        /** @param why as the rest of "worker 2 was lost: …" */
        void gaveUp(String why);
    }

    /**
     * @param within how long the first attempt may take; later ones may take longer, for that may have been the reason
     * @param patience how long it is tried
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
            // That is an answer: the patience begins anew.
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

    /** The client wraps what a reader of the body throws, and stages wrap that again. */
    private static Throwable unwrapped(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException || cause instanceof BadMessageException) {
                return cause;
            }
        }
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
