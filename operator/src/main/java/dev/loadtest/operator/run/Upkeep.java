package dev.loadtest.operator.run;

import java.util.Collection;
import java.util.List;
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

    /** Addresses that the run's workers may not connect to, some of them perhaps known only since its start. */
    default Collection<String> denied() {
        return List.of();
    }

    /** Called at the end of the run: removes objects that otherwise stay. */
    default void leave() {}
}
