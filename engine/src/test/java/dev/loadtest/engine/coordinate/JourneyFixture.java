package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Think;
import java.time.Duration;

/** Steps of journeys, with a default for everything. */
public final class JourneyFixture {
    private JourneyFixture() {}

    public static Journey.Step step(String request) {
        return step(request, Duration.ZERO);
    }

    public static Journey.Step step(String request, Duration think) {
        return new Journey.Step(request, 1, new Think.Fixed(think), 100, Journey.OnFailure.END, null);
    }

    public static Journey.Step times(String request, int times) {
        return new Journey.Step(request, times, Think.NONE, 100, Journey.OnFailure.END, null);
    }

    public static Journey.Step byChance(String request, double percent) {
        return new Journey.Step(request, 1, Think.NONE, percent, Journey.OnFailure.END, null);
    }

    public static Journey.Step forgiven(String request) {
        return new Journey.Step(request, 1, Think.NONE, 100, Journey.OnFailure.CONTINUE, null);
    }

    public static Journey.Step until(String request, Duration timeout, Duration interval) {
        return new Journey.Step(
                request, 1, Think.NONE, 100, Journey.OnFailure.END, new Journey.Until(timeout, interval));
    }
}
