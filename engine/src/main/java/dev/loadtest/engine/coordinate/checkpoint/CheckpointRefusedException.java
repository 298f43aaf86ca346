package dev.loadtest.engine.coordinate.checkpoint;

import org.jspecify.annotations.Nullable;

/** The store refuses a checkpoint, and a retry is not expected to succeed: a quota, or a namespace being deleted. */
public final class CheckpointRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CheckpointRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
