package dev.loadtest.worker.process;

/** How a worker process ends, as its Job understands it: what is not 0 is replaced. */
enum ExitStatus {
    /** Its run is over, or nobody was there for it any more. */
    DONE(0),
    /** No plan ever came. */
    NEVER_WANTED(1),
    /** It was not told right what it is. */
    UNUSABLE(2),
    /** It was told to end before its run was over: 128 + SIGTERM. */
    TERMINATED(143);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
