package dev.loadtest.engine.coordinate.checkpoint;

/**
 * Another coordinator has taken the run over. Not the loss of a worker: the coordinator must stop commanding and leave
 * the run to the other one.
 */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SupersededException(String message) {
        super(message);
    }
}
