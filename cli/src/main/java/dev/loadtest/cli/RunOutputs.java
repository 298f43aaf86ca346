package dev.loadtest.cli;

import dev.loadtest.cli.live.LiveOptions;
import dev.loadtest.cli.log.LogTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows or writes besides its results.
 *
 * @param debug how many requests and responses are printed in full
 * @param log where each request is logged; null for nowhere
 * @param live whether it has a page while it goes on
 * @param again the command that runs the same again
 * @param requests the command that prints a request of the run, up to the case; empty for none
 */
record RunOutputs(int debug, @Nullable LogTarget log, LiveOptions live, String again, String requests) {

    /** Of a run that shows and writes nothing besides. */
    static RunOutputs of(String again) {
        return new RunOutputs(0, null, new LiveOptions(), again, "");
    }
}
