package dev.loadtest.engine.coordinate.checkpoint;

/** The store will not take a checkpoint, and no later try may be expected to fare better: a quota, or a namespace that goes. */
public final class CheckpointRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CheckpointRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
