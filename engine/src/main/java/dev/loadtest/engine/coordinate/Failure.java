package dev.loadtest.engine.coordinate;

import java.util.concurrent.CompletionException;

/** What a stage failed by. */
final class Failure {
    private Failure() {}

    /** The failure itself, which a stage that depends on another wraps. */
    static Throwable of(Throwable told) {
        return told instanceof CompletionException && told.getCause() != null ? told.getCause() : told;
    }
}
