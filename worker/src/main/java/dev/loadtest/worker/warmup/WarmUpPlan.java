package dev.loadtest.worker.warmup;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A little of everything that requests of a run go through. */
final class WarmUpPlan {
    /** Many: opening one is the longest way of all, and slow until it is compiled. */
    private static final int CONNECTIONS = 128;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private WarmUpPlan() {}

    /** Its phases each have one case, of the phase's name. */
    static LoadPlan aimed(int port) {
        Target target = new Target(
                false, "127.0.0.1", port, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, CONNECTIONS);
        return new LoadPlan(
                "warm-up",
                0,
                1,
                target,
                List.of(Variant.NONE),
                List.of(),
                List.of(request("get", "GET", new Body.None(), 0), request("upload", "POST", upload(), 1)),
                List.of(phase("lean", 500, "get"), phase("web", 20, "upload")),
                List.of(),
                Selection.ALL,
                TIMEOUT,
                TIMEOUT,
                TIMEOUT,
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }

    private static Body upload() {
        return new Body.Multipart(List.of(new Body.TextPart("n", Template.parse("${n}"), null)));
    }

    private static RequestTemplate request(String name, String method, Body body, int redirects) {
        return new RequestTemplate(
                name,
                method,
                Template.literal("/" + name),
                List.of(new RequestTemplate.QueryParameter("n", Template.parse("${n}"))),
                List.of(),
                body,
                List.of(),
                Map.of("n", new ValueSource.Range(0, 9)),
                Expectation.SUCCESS,
                TIMEOUT,
                redirects);
    }

    private static Phase phase(String name, long requests, String request) {
        Shape shape = new Shape.Burst(requests);
        return new Phase(
                name,
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.Once(),
                1,
                shape,
                List.of(new Phase.MixEntry(request, 1)),
                new Tracking.All(),
                new FailureLimit.Count(0),
                List.of(),
                TIMEOUT,
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0);
    }
}
