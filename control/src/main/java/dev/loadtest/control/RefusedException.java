package dev.loadtest.control;

/** A request that a worker does not do; the message is the sentence that its sender is given. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, in the terms of HTTP. */
    public enum Reason {
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        CONFLICT(409),
        NOT_READY(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;

    public RefusedException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
