package dev.loadtest.bench;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans whose load is journeys instead of requests. */
final class BenchJourneys {
    /** Path that stands for a visit of five steps: a cookie and a token of the first go with the others. */
    static final String VISIT = "/login";

    /** Path that stands for journeys whose steps all capture a value and use it, with a row of the journey. */
    static final String STEPS = "/process_unified";

    private static final int STEPS_OF_JOURNEY = 5;

    private BenchJourneys() {}

    /** @param think pause before the second step */
    static LoadPlan visits(LoadPlan plan, Duration think) {
        List<RequestTemplate> requests = new ArrayList<>();
        requests.add(request("login", "/login", Map.of("user", "${user.name}"), capture("csrf")));
        for (String step : List.of("browse", "add", "pay", "receipt")) {
            requests.add(request(step, "/" + step, Map.of("csrf", "${csrf}"), List.of()));
        }
        List<Journey.Step> steps = new ArrayList<>();
        requests.forEach(request -> steps.add(step(request.name(), steps.size() == 1 ? think : Duration.ZERO)));
        return of(plan, requests, new Journey("visit", BenchRows.USER, true, steps));
    }

    /** Every step of one journey sends the same request. */
    static LoadPlan steps(LoadPlan plan) {
        RequestTemplate first = request("first", STEPS, Map.of("user", "${user.name}"), capture("handle"));
        RequestTemplate next =
                request("next", STEPS, Map.of("user", "${user.name}", "handle", "${handle}"), capture("handle"));
        List<Journey.Step> steps = new ArrayList<>(List.of(step("first", Duration.ZERO)));
        for (int i = 1; i < STEPS_OF_JOURNEY; i++) {
            steps.add(step("next", Duration.ZERO));
        }
        return of(plan, List.of(first, next), new Journey("steps", BenchRows.USER, true, steps));
    }

    private static LoadPlan of(LoadPlan plan, List<RequestTemplate> requests, Journey journey) {
        return new LoadPlan(
                plan.name(),
                plan.seed(),
                plan.parallelism(),
                plan.targets(),
                plan.variants(),
                List.of(BenchRows.SET),
                requests,
                List.of(journey),
                List.of(phase(plan.phases().getLast(), journey.name())),
                plan.thresholds(),
                plan.selection(),
                plan.startupDeadline(),
                plan.activeDeadline(),
                plan.drain(),
                plan.onWorkerLoss(),
                plan.maxRequestsPerSecond());
    }

    private static Phase phase(Phase of, String journey) {
        return new Phase(
                of.name(),
                of.needs(),
                of.gate(),
                of.variants(),
                of.items(),
                of.parallelCases(),
                of.shape(),
                List.of(new Phase.MixEntry(new Unit.OfJourney(journey), 1)),
                of.tracking(),
                of.maxFailures(),
                of.thresholds(),
                of.timeout(),
                of.maxLateness(),
                of.onFailure(),
                of.saveMax(),
                of.group());
    }

    private static Journey.Step step(String request, Duration think) {
        return new Journey.Step(
                request, 1, think.isZero() ? Think.NONE : new Think.Fixed(think), 100, Journey.OnFailure.END, null);
    }

    private static List<Capture> capture(String name) {
        return List.of(new Capture(name, new Capture.JsonPointer("/" + name), false));
    }

    private static RequestTemplate request(
            String name, String path, Map<String, String> query, List<Capture> captures) {
        return new RequestTemplate(
                name,
                "GET",
                Template.literal(path),
                query.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(parameter -> new RequestTemplate.QueryParameter(
                                parameter.getKey(), Template.parse(parameter.getValue())))
                        .toList(),
                List.of(),
                new Body.None(),
                captures,
                Map.of(),
                Expectation.SUCCESS,
                Duration.ofSeconds(30),
                0);
    }
}
