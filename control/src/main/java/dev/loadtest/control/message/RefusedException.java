package dev.loadtest.control.message;

/** A request that a worker refuses; the message is the sentence for its sender. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The category of the reason, with its HTTP status. */
    public enum Reason {
        /** The request is invalid, for every sender. */
        BAD_REQUEST(400),
        UNAUTHORIZED(401),
        NOT_FOUND(404),
        /** It conflicts with the worker's state. */
        CONFLICT(409),
        /** A coordinator with a higher epoch has taken over. */
        SUPERSEDED(409),
        /** The addressed process is gone; this is a later one. */
        RESTARTED(409),
        TOO_LARGE(413),
        /** A defect of this worker: not done, and a repetition would fail too. */
        DEFECT(500),
        /** Still preparing; retry later. */
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
