package dev.loadtest.cli.cluster.api;

import dev.loadtest.cli.process.ExitStatus;

/** The cluster cannot be used as asked; the message says why, and what to do. It may hold any character. */
public final class ClusterProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final int exit;

    private ClusterProblem(String message, int exit) {
        super(message);
        this.exit = exit;
    }

    /** Its user has to change something; nothing was started. */
    public static ClusterProblem unusable(String message) {
        return new ClusterProblem(message, ExitStatus.UNUSABLE);
    }

    /** The cluster fails. */
    public static ClusterProblem error(String message) {
        return new ClusterProblem(message, ExitStatus.ERROR);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The exit status of a command that ends with it. */
    public int exit() {
        return exit;
    }
}
