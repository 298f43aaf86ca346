package dev.loadtest.control;

/** A request that a worker does not do; the message is the sentence that its sender is given. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, and the same in the terms of HTTP. */
    public enum Reason {
        /** It cannot be done as it is, whoever asks. */
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        NOT_FOUND(404),
        /** It does not go with what this worker does. */
        CONFLICT(409),
        /** A coordinator with a higher epoch has taken over. */
        SUPERSEDED(409),
        /** The process that was meant is gone, and this is the one after it. */
        RESTARTED(409),
        TOO_LARGE(413),
        /** A defect of this worker: it is not done, and asking again changes nothing. */
        DEFECT(500),
        /** It is at it: whoever asks again later is answered. */
        PREPARING(503),
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
