package dev.loadtest.worker.process;

import dev.loadtest.control.session.Watchdog;

/** Exit statuses for the Job, which replaces a pod with a status other than 0. */
enum ExitStatus {
    DONE(0, "its run is over"),
    LEFT_ALONE(0, "no coordinator was heard for " + Watchdog.LEAVE_AFTER.toMinutes() + " minutes"),
    NEVER_WANTED(1, "no plan came for " + Watchdog.LEAVE_AFTER.toMinutes() + " minutes"),
    /** Invalid settings. */
    UNUSABLE(2, "its environment is unusable"),
    /** 128 + SIGTERM. */
    TERMINATED(143, "it was told to before its run was over");

    private final int code;
    private final String why;

    ExitStatus(int code, String why) {
        this.code = code;
        this.why = why;
    }

    int code() {
        return code;
    }

    /** Completes the sentence "the worker ends: …". */
    String why() {
        return why;
    }
}
