package dev.loadtest.cli.draft;

import dev.loadtest.crds.manifest.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Leaves out of a draft the requests that no manifest can hold, and says which and why in its notes. Pure. */
public final class Fitting {
    private static final Pattern REQUEST =
            Pattern.compile("spec\\.requests\\[([0-9]{1,6})](?:\\.(.*))?", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("spec\\.targets\\[([0-9]{1,6})].*", Pattern.DOTALL);
    private static final int MAX_NOTES = 20;

    private Fitting() {}

    /**
     * The draft, without what does not fit.
     *
     * @param problems of a draft as a manifest; empty if it is valid
     * @throws Undraftable if nothing is left, or the problem is of no request
     */
    public static Draft of(Draft draft, Function<Draft, List<Problem>> problems) throws Undraftable {
        Draft fitting = draft;
        List<String> left = new ArrayList<>();
        for (List<Problem> found = problems.apply(fitting); !found.isEmpty(); found = problems.apply(fitting)) {
            Map<String, String> reasons = reasons(fitting, found);
            fitting = without(fitting, reasons.keySet());
            if (reasons.isEmpty() || fitting.requests().isEmpty()) {
                Problem first = found.getFirst();
                throw new Undraftable("no manifest can hold it: " + (first.path() + " " + first.message()).strip());
            }
            reasons.forEach((name, why) -> left.add("left out: " + name + ", which no manifest can hold: " + why));
        }
        return left.isEmpty() ? fitting : noted(fitting, left);
    }

    /** By the name of the request that is left out. */
    private static Map<String, String> reasons(Draft draft, List<Problem> problems) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Problem problem : problems) {
            Matcher request = REQUEST.matcher(problem.path());
            Matcher target = TARGET.matcher(problem.path());
            if (request.matches()) {
                String name =
                        draft.requests().get(Integer.parseInt(request.group(1))).name();
                String field = request.group(2) == null ? "" : "its " + request.group(2) + " ";
                reasons.putIfAbsent(name, field + problem.message());
            } else if (target.matches()) {
                String host =
                        draft.targets().get(Integer.parseInt(target.group(1))).name();
                draft.requests().stream()
                        .filter(it -> host.equals(it.target()))
                        .forEach(it -> reasons.putIfAbsent(it.name(), "its target " + problem.message()));
            } else if (problem.path().isEmpty()) {
                // The document is too long.
                draft.requests().stream()
                        .max(Comparator.comparingInt(Fitting::length))
                        .ifPresent(it -> reasons.putIfAbsent(it.name(), "with it the manifest " + problem.message()));
            }
        }
        return reasons;
    }

    private static int length(DraftRequest request) {
        return request.toString().length();
    }

    private static Draft without(Draft draft, Set<String> names) {
        List<DraftRequest> requests = draft.requests().stream()
                .filter(it -> !names.contains(it.name()))
                .toList();
        Set<String> used =
                requests.stream().map(it -> String.valueOf(it.target())).collect(Collectors.toSet());
        return new Draft(
                draft.name(),
                draft.origin(),
                draft.url(),
                draft.targets().stream().filter(it -> used.contains(it.name())).toList(),
                requests,
                draft.steps().stream()
                        .filter(it -> !names.contains(it.request()))
                        .toList(),
                draft.notes());
    }

    private static Draft noted(Draft draft, List<String> left) {
        List<String> notes = new ArrayList<>(draft.notes());
        notes.addAll(left.subList(0, Math.min(MAX_NOTES, left.size())));
        if (left.size() > MAX_NOTES) {
            notes.add("left out: " + (left.size() - MAX_NOTES) + " more for the like");
        }
        return new Draft(
                draft.name(), draft.origin(), draft.url(), draft.targets(), draft.requests(), draft.steps(), notes);
    }
}
