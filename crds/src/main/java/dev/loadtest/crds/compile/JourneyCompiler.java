package dev.loadtest.crds.compile;

import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.UntilSpec;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles a journey that has no problems. */
final class JourneyCompiler {
    private JourneyCompiler() {}

    /** @param requests all of the plan's */
    static Journey compile(JourneySpec journey, List<RequestTemplate> requests, RowColumns columns) {
        Set<String> sent =
                journey.steps().stream().map(JourneySpec.Step::request).collect(Collectors.toSet());
        Set<String> names = requests.stream()
                .filter(request -> sent.contains(request.name()))
                .flatMap(request -> request.names().stream())
                .collect(Collectors.toSet());
        return new Journey(
                journey.name(),
                columns.values(journey.values(), names),
                !Boolean.FALSE.equals(journey.cookies()),
                journey.steps().stream().map(JourneyCompiler::step).toList());
    }

    private static Journey.Step step(JourneySpec.Step step) {
        return new Journey.Step(
                step.request(),
                step.times() == null ? 1 : step.times(),
                step.think() == null ? Think.NONE : Think.parse(step.think()),
                step.chance() == null ? 100 : step.chance(),
                step.onFailure() == JourneySpec.OnFailure.CONTINUE ? Journey.OnFailure.CONTINUE : Journey.OnFailure.END,
                until(step.until()));
    }

    private static Journey.@Nullable Until until(@Nullable UntilSpec until) {
        if (until == null) {
            return null;
        }
        Duration interval = until.interval() == null ? Duration.ofSeconds(1) : Durations.parse(until.interval());
        return new Journey.Until(Durations.parse(until.timeout()), interval);
    }
}
