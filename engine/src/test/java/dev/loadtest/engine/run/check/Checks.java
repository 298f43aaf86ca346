package dev.loadtest.engine.run.check;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests that differ in what their responses must be. */
final class Checks {
    private Checks() {}

    static RequestTemplate request(Expectation expect, Capture... captures) {
        return new RequestTemplate(
                "r",
                "GET",
                Template.literal("/"),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(captures),
                Map.of(),
                expect,
                Duration.ofSeconds(1),
                0);
    }

    static Expectation bodyMatches(String regex) {
        return new Expectation(Expectation.SUCCESS.status(), List.of(), List.of(), null, regex);
    }

    static Expectation headers(Expectation.HeaderRule... rules) {
        return new Expectation(Expectation.SUCCESS.status(), List.of(rules), List.of(), null, null);
    }

    static Expectation json(Expectation.JsonRule... rules) {
        return new Expectation(Expectation.SUCCESS.status(), List.of(), List.of(rules), null, null);
    }
}
