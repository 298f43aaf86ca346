package dev.loadtest.engine.run.transport;

import dev.loadtest.engine.plan.Target;
import java.util.function.Consumer;

/** The transports of a worker, each with connections and limits of its own. On the loop. */
@FunctionalInterface
public interface Transports {

    /** The transport to one of the plan's targets; always the same for equal ones. */
    Transport to(Target target);

    /** Requests for tokens so far, which are in no books. */
    default TokenRequests tokenRequests() {
        return TokenRequests.NONE;
    }

    /**
     * Passes on the credentials that transports add to requests by themselves, so that they can be masked: those that
     * they have, and those to come before they are used.
     */
    default void onCredentials(Consumer<String> listener) {}

    /** The transport of a plan with one target. */
    static Transports only(Transport transport) {
        return target -> transport;
    }
}
