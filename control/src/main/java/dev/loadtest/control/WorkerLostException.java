package dev.loadtest.control;

/** A worker is gone for good, or given up; the message says how, as the rest of "worker 2 was lost: …". */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WorkerLostException(String why) {
        super(why);
    }
}
