package dev.loadtest.cli;

import dev.loadtest.cli.live.LiveOptions;
import dev.loadtest.cli.log.LogTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows or writes besides its results.
 *
 * @param debug how many requests and responses are printed in full
 * @param log where each request is logged; null for nowhere
 * @param live options of the page that shows the run while it goes on
 * @param again the command that repeats the run
 * @param requests the command that prints a request of the run, up to the case; empty for none
 */
record RunOutputs(int debug, @Nullable LogTarget log, LiveOptions live, String again, String requests) {

    /** No outputs besides the results. */
    static RunOutputs of(String again) {
        return new RunOutputs(0, null, new LiveOptions(), again, "");
    }
}
