package dev.loadtest.cli.process;

import dev.loadtest.engine.result.Verdict;

/** Exit statuses of the process. */
public final class ExitStatus {
    public static final int PASSED = 0;
    public static final int FAILED = 1;
    /** Unusable arguments or manifest; nothing was sent. */
    public static final int UNUSABLE = 2;
    /** The verdict is Error or Invalid, or the results could not be written. */
    public static final int ERROR = 3;

    public static final int ABORTED = 130;

    private ExitStatus() {}

    public static int of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case ERROR, INVALID -> ERROR;
            case ABORTED -> ABORTED;
        };
    }
}
