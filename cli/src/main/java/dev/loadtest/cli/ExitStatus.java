package dev.loadtest.cli;

import dev.loadtest.engine.result.Verdict;

/** Exit statuses of the process. */
final class ExitStatus {
    static final int PASSED = 0;
    static final int FAILED = 1;
    /** Unusable arguments or manifest; nothing was sent. */
    static final int UNUSABLE = 2;
    /** The verdict is Error or Invalid, or the results could not be written. */
    static final int ERROR = 3;

    static final int ABORTED = 130;

    private ExitStatus() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case ERROR, INVALID -> ERROR;
            case ABORTED -> ABORTED;
        };
    }
}
