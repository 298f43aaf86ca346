package dev.loadtest.operator.decide;

import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.settings.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the chart's limits leave room and time for a LoadTest. Pure. */
final class Room {
    private Room() {}

    /** Why its manifest is not read yet; empty if it is its turn. */
    static Optional<String> turn(Admission admission, Limits limits) {
        int most = limits.maxPerNamespace();
        return most > 0 && admission.before() >= most
                ? Optional.of("waiting: " + admission.before() + " earlier LoadTests of this namespace"
                        + " have not ended (limits.maxPerNamespace " + most + ")")
                : Optional.empty();
    }

    /** Why it does not run yet; empty if there is a place. */
    static Optional<String> place(Admission admission, Limits limits) {
        int runs = admission.running().size();
        int here = admission.runningHere().size();
        if (limits.maxConcurrentRuns() > 0 && runs >= limits.maxConcurrentRuns()) {
            return Optional.of("waiting for one of " + runs + " runs to end (limits.maxConcurrentRuns "
                    + limits.maxConcurrentRuns() + ")");
        }
        if (limits.maxConcurrentRunsPerNamespace() > 0 && here >= limits.maxConcurrentRunsPerNamespace()) {
            return Optional.of("waiting for one of " + here + " runs of this namespace to end"
                    + " (limits.maxConcurrentRunsPerNamespace " + limits.maxConcurrentRunsPerNamespace() + ")");
        }
        return Optional.empty();
    }

    /**
     * Whether a run must be stopped now.
     *
     * @param start time of its claim
     * @param drain maximum time of its drain
     */
    static boolean isOvertime(Instant start, Duration drain, Instant now, Limits limits) {
        Duration most = limits.maxDuration();
        return most.isPositive() && !now.isBefore(start.plus(most).minus(drain));
    }
}
