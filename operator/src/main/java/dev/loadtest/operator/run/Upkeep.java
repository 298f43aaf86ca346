package dev.loadtest.operator.run;

import java.util.Optional;

/** Looks after objects that a run needs in the cluster. Each call blocks, so it is made on a thread of its own. */
public interface Upkeep {
    /** Nothing to look after. */
    Upkeep NONE = Optional::empty;

    /**
     * Makes again what was deleted or changed. A failure of the API server is thrown, and is no reason to end the run.
     *
     * @return why the run cannot go on, a sentence without a full stop; empty where it can
     */
    Optional<String> look();

    /** The run is over: takes away what nobody else would. */
    default void leave() {}
}
