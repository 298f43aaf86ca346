package dev.loadtest.cli.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The phases of a draft: first whether everything works at all, then a low rate, each as lines of a manifest. Requests that
 * change something on the target are left to the user. Pure: no I/O.
 */
final class DraftPhases {
    static final String JOURNEY = "recorded";

    /** Requests that have a phase of their own, and in a mix; a manifest has at most 50 of both. */
    static final int MAX_PHASES = 40;

    private static final String LATENESS =
            "    maxLateness: 250ms        # for a machine with other work; leave it out (10ms) where workers have cores";

    private static final List<String> THRESHOLDS = List.of("  thresholds:", "  - {expr: \"failures < 1%\"}");

    private DraftPhases() {}

    static List<String> of(Draft draft) {
        List<String> lines = new ArrayList<>(List.of("  phases:"));
        if (!draft.steps().isEmpty()) {
            journey(lines);
        } else if (draft.requests().size() == 1) {
            single(draft.requests().getFirst().name(), lines);
        } else {
            each(draft.requests(), lines);
        }
        lines.addAll(THRESHOLDS);
        return lines;
    }

    private static void single(String request, List<String> lines) {
        lines.add("  # Waits until the target answers, for instance after a deployment.");
        lines.add("  - {name: up, request: " + Yaml.text(request) + ", until: {timeout: 30s, interval: 1s}}");
        lines.add("  - name: steady");
        lines.add("    needs: [up]");
        lines.add("    request: " + Yaml.text(request));
        lines.add("    rate: {perSecond: 10, duration: 10s}");
        lines.add(LATENESS);
        lines.add("    thresholds: [{expr: \"p95 < 1s\"}]");
    }

    private static void journey(List<String> lines) {
        lines.add("  # One visitor: does it work at all?");
        lines.add("  - {name: once, journey: " + JOURNEY + "}");
        lines.add("  # One more visitor a second, each with a session of their own.");
        lines.add("  - name: visitors");
        lines.add("    needs: [once]");
        lines.add("    journey: " + JOURNEY);
        lines.add("    rate: {perSecond: 1, duration: 10s, arrivals: Poisson}");
        lines.add(LATENESS);
        lines.add("    thresholds: [{expr: \"p95{journey=" + JOURNEY + "} < 10m\"}]");
    }

    private static void each(List<DraftRequest> requests, List<String> lines) {
        List<DraftRequest> safe =
                requests.stream().filter(DraftRequest::isSafe).limit(MAX_PHASES).toList();
        List<DraftRequest> sent = safe.isEmpty() ? requests.subList(0, Math.min(MAX_PHASES, requests.size())) : safe;
        Names names = new Names(63, "phase");
        names.unique("steady");
        lines.add("  # Each once: does it work at all?");
        sent.forEach(request -> lines.add("  - " + once(names, request)));
        lines.add("  # All of them, at a low rate.");
        lines.add("  - name: steady");
        lines.add("    mix: ["
                + sent.stream()
                        .map(request -> "{request: " + Yaml.text(request.name()) + "}")
                        .collect(Collectors.joining(", "))
                + "]");
        lines.add("    rate: {perSecond: 5, duration: 10s}");
        lines.add(LATENESS);
        lines.add("    thresholds: [{expr: \"p95 < 1s\"}]");
        List<DraftRequest> left =
                requests.stream().filter(request -> !sent.contains(request)).toList();
        if (!left.isEmpty()) {
            lines.add("  # These change something on the target: remove the # where that is intended.");
            left.forEach(request -> lines.add("  # - " + once(names, request)));
        }
    }

    private static String once(Names names, DraftRequest request) {
        return "{name: " + Yaml.text(names.unique(request.name())) + ", request: " + Yaml.text(request.name()) + "}";
    }
}
