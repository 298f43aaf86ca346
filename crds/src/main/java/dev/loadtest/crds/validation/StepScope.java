package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.CaptureSpec;
import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.ValueSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journey binds for one of its steps.
 *
 * @param path of the journey
 * @param captured names that an earlier step captures in every journey that comes this far
 * @param uncertain names that only earlier steps capture that may not happen, or may fail without an end of the journey:
 *     with why
 */
record StepScope(JourneySpec journey, String path, Set<String> captured, Map<String, String> uncertain) {

    static StepScope of(JourneySpec journey, String path, int step, Map<String, RequestSpec> requests) {
        Set<String> captured = new LinkedHashSet<>();
        Map<String, String> uncertain = new LinkedHashMap<>();
        List<JourneySpec.Step> earlier = Each.list(journey.steps()).subList(0, step);
        for (JourneySpec.Step before : earlier) {
            RequestSpec request = before.request() == null ? null : requests.get(before.request());
            if (request == null) {
                continue;
            }
            String doubt = doubt(before);
            for (CaptureSpec capture : Each.list(request.capture())) {
                if (doubt.isEmpty()) {
                    captured.add(String.valueOf(capture.name()));
                } else {
                    uncertain.putIfAbsent(String.valueOf(capture.name()), doubt);
                }
            }
        }
        uncertain.keySet().removeAll(captured);
        return new StepScope(journey, path, captured, uncertain);
    }

    private static String doubt(JourneySpec.Step step) {
        if (step.chance() != null && step.chance() < 100) {
            return "step \"" + step.request() + "\" captures it, but has a chance";
        }
        return step.onFailure() == JourneySpec.OnFailure.CONTINUE
                ? "step \"" + step.request() + "\" captures it, but has onFailure: Continue"
                : "";
    }

    boolean binds(String name, RowNames rows) {
        return captured.contains(name) || rows.binds(journey.values(), name);
    }

    /** The journey's value of a name that no step captures; null where there is none. */
    @Nullable
    ValueSpec value(String name) {
        return captured.contains(name) || uncertain.containsKey(name)
                ? null
                : Each.map(journey.values()).get(name);
    }

    Set<String> names(RowNames rows) {
        Set<String> names = new LinkedHashSet<>(captured);
        names.addAll(rows.names(journey.values()));
        return names;
    }
}
