package dev.loadtest.engine.coordinate.workers;

/**
 * A worker, or the coordinator's side of its connection, threw: its state is unreliable, and other workers run the same
 * code. Ends the run with an Error. The message completes the sentence "worker 2 was lost: …".
 */
public final class WorkerDefectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WorkerDefectException(String why) {
        super(why);
    }

    /** The failure of every call after a defect. */
    static WorkerDefectException of(Throwable defect) {
        WorkerDefectException failure = new WorkerDefectException("it has a defect: " + defect);
        failure.initCause(defect);
        return failure;
    }
}
