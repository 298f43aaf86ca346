package dev.loadtest.engine.coordinate.workers;

import java.util.concurrent.CompletionException;

/** The cause of a failed stage. */
public final class Failure {
    private Failure() {}

    /** The original exception, which dependent stages wrap. */
    public static Throwable of(Throwable told) {
        return told instanceof CompletionException && told.getCause() != null ? told.getCause() : told;
    }
}
