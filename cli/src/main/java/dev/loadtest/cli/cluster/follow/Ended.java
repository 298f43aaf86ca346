package dev.loadtest.cli.cluster.follow;

import dev.loadtest.cli.cluster.api.ObservedTest;

/** How following a LoadTest ended. */
public sealed interface Ended {

    /** It has a verdict. */
    record Finished(ObservedTest test) implements Ended {}

    /** An operator refuses it, and has done so for a while; it never started. */
    record Refused(ObservedTest test, String why) implements Ended {}

    /** It was deleted before it had a verdict. */
    record Gone() implements Ended {}
}
