package dev.loadtest.cli;

import dev.loadtest.cli.log.LogTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows or writes besides its results.
 *
 * @param debug how many requests and responses are printed in full
 * @param log where each request is logged; null for nowhere
 * @param requests the command that prints a request of the run, up to the case; empty for none
 */
record RunOutputs(int debug, @Nullable LogTarget log, String requests) {
    static final RunOutputs NONE = new RunOutputs(0, null, "");
}
