package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which target gets which requests, a sentence for each of several. Pure. */
final class TargetNotes {
    private static final int NAMED = 20;

    private TargetNotes() {}

    static List<String> of(LoadPlan plan) {
        List<String> notes = new ArrayList<>();
        if (plan.routes().size() > 1) {
            Stream.concat(
                            Stream.of(Targets.DEFAULT),
                            plan.targets().others().stream().map(Targets.Named::name))
                    .forEach(name -> add(plan, name, notes));
        }
        return notes;
    }

    private static void add(LoadPlan plan, String name, List<String> notes) {
        List<String> requests = plan.requests().stream()
                .filter(request -> request.target().equals(name))
                .map(RequestTemplate::name)
                .toList();
        if (requests.isEmpty()) {
            return;
        }
        Target target = plan.targets().named(name);
        StringBuilder note = new StringBuilder("Target " + name + " (" + url(target) + ") gets ")
                .append(String.join(", ", requests.subList(0, Math.min(NAMED, requests.size()))))
                .append(requests.size() > NAMED ? ", …" : "");
        plan.variants().stream()
                .filter(variant -> variant.places().containsKey(name))
                .forEach(variant -> note.append("; in variant ")
                        .append(variant.name())
                        .append(" it is ")
                        .append(url(target.at(variant.places().get(name)))));
        notes.add(note.append('.').toString());
    }

    private static String url(Target target) {
        return (target.https() ? "https://" : "http://") + target.authority() + target.basePath();
    }
}
