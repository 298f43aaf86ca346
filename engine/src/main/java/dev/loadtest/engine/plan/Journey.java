package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests that follow each other, as those of one visitor do.
 *
 * @param values drawn once a journey; its steps bind them behind their requests' own values and what the journey captured
 * @param cookies whether it keeps the cookies that responses set, and sends them back
 * @param steps at least one; the first that happens begins at the unit's instant, each later one at the end of the one
 *     before plus its pause
 */
public record Journey(String name, Map<String, ValueSource> values, boolean cookies, List<Step> steps) {

    /** What follows a step that failed. */
    public enum OnFailure {
        CONTINUE,
        /** The rest is not sent, and the journey has failed. */
        END
    }

    /**
     * One request of a journey, sent once or several times in a row.
     *
     * @param times how often it is sent where the step happens, at least 1
     * @param think the pause before each time
     * @param chance that the step happens, in percent, above 0 to 100; drawn once for all its times
     * @param until null for a request that is sent once each time
     */
    public record Step(
            String request,
            int times,
            Think think,
            double chance,
            OnFailure onFailure,
            @Nullable Until until) {

        /** Whether there are journeys in which it does not happen. */
        public boolean byChance() {
            return chance < 100;
        }

        /** Whether every journey that goes on behind this step has had the request's expectation met. */
        public boolean always() {
            return !byChance() && onFailure == OnFailure.END;
        }
    }

    /**
     * A request that is tried until it meets its expectation.
     *
     * @param timeout from the instant of the first try
     * @param interval from the end of one try to the next
     */
    public record Until(Duration timeout, Duration interval) {}

    public Journey {
        values = Map.copyOf(values);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("the journey " + name + " has no step");
        }
    }
}
