package dev.loadtest.engine.coordinate.checkpoint;

import org.jspecify.annotations.Nullable;

/** The store will not take a checkpoint, and no later try may be expected to fare better: a quota, or a namespace that goes. */
public final class CheckpointRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CheckpointRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
