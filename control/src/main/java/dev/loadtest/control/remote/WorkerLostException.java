package dev.loadtest.control.remote;

/** A worker is gone or given up; the message completes the sentence "worker 2 was lost: …". */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WorkerLostException(String why) {
        super(why);
    }
}
