package dev.loadtest.engine.coordinate.workers;

import java.util.concurrent.CompletionException;

/** What a stage failed by. */
public final class Failure {
    private Failure() {}

    /** The failure itself, which a stage that depends on another wraps. */
    public static Throwable of(Throwable told) {
        return told instanceof CompletionException && told.getCause() != null ? told.getCause() : told;
    }
}
