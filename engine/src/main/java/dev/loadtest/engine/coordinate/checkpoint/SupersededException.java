package dev.loadtest.engine.coordinate.checkpoint;

/**
 * Another coordinator has taken the run over. A worker's stage that completes by this is no loss: the coordinator that sees
 * it must stop commanding, and leaves the run to the other one.
 */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SupersededException(String message) {
        super(message);
    }
}
