package dev.loadtest.operator.run;

import java.util.Optional;

/** Upkeep of a run's objects in the cluster. Any thread, except a run's loop: each call blocks. */
public interface Upkeep {
    /** No objects. */
    Upkeep NONE = Optional::empty;

    /**
     * Restores deleted or changed objects. A failure of the API server is thrown and does not end the run.
     *
     * @return why the run cannot continue, a sentence without a full stop; empty if it can
     */
    Optional<String> look();

    /** Where the run's workers may connect, as of the last look; empty if they keep the addresses of their start. */
    default Optional<RunAddresses> addresses() {
        return Optional.empty();
    }

    /** Called at the end of the run: removes objects that otherwise stay. */
    default void leave() {}
}
