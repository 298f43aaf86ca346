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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A plan that uses every path of a run's requests. */
final class WarmUpPlan {
    /** Target of the plans; exists in every network namespace. */
    static final String HOST = "127.0.0.1";
    /** Fewer than a burst's requests, so that some are held, and opened again with each plan. */
    private static final int CONNECTIONS = 32;

    private static final int USERS = 16;
    private static final int MANY = 2_000;
    private static final int SOME = 500;
    private static final int UPLOADS = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private WarmUpPlan() {}

    /** Plain requests in every shape. */
    static LoadPlan requests(int port, WarmUp.Extent extent) {
        int many = MANY / extent.divisor();
        int some = SOME / extent.divisor();
        Shape users = new Shape.CountedUsers(USERS, many, Duration.ZERO, Duration.ZERO);
        return aimed(
                port,
                List.of(get("get", "${n}"), get("same", "0")),
                List.of(
                        phase("users", users, new Tracking.All(), "same"),
                        phase("rate", rate(5_000, some), new Tracking.All(), "get", "same"),
                        phase("dense", rate(25_000, many), new Tracking.Percent(10), "get"),
                        phase("burst", new Shape.Burst(some), new Tracking.Count(50), "get", "same")));
    }

    /** Requests that are streamed and redirected. */
    static LoadPlan uploads(int port) {
        return aimed(
                port,
                List.of(request("upload", "POST", "${n}", upload(), 1)),
                List.of(phase("uploads", new Shape.Burst(UPLOADS), new Tracking.All(), "upload")));
    }

    private static LoadPlan aimed(int port, List<RequestTemplate> requests, List<Phase> phases) {
        return new LoadPlan(
                "warm-up",
                0,
                1,
                new Target(false, HOST, port, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, CONNECTIONS),
                List.of(Variant.NONE),
                List.of(),
                requests,
                phases,
                List.of(),
                Selection.ALL,
                TIMEOUT,
                TIMEOUT,
                TIMEOUT,
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }

    private static Shape rate(int perSecond, int requests) {
        return new Shape.Rate(
                perSecond,
                List.of(new Shape.RateStage(Duration.ofMillis(1_000L * requests / perSecond), perSecond)),
                true,
                Duration.ZERO);
    }

    private static RequestTemplate get(String name, String value) {
        return request(name, "GET", value, new Body.None(), 0);
    }

    private static Body upload() {
        return new Body.Multipart(List.of(new Body.TextPart("n", Template.parse("${n}"), null)));
    }

    private static RequestTemplate request(String name, String method, String value, Body body, int redirects) {
        return new RequestTemplate(
                name,
                method,
                Template.literal("/" + name),
                List.of(new RequestTemplate.QueryParameter("n", Template.parse(value))),
                List.of(),
                body,
                List.of(),
                Map.of("n", new ValueSource.Range(0, 9)),
                Expectation.SUCCESS,
                TIMEOUT,
                redirects);
    }

    private static Phase phase(String name, Shape shape, Tracking tracking, String... requests) {
        return new Phase(
                name,
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.Once(),
                1,
                shape,
                Arrays.stream(requests)
                        .map(request -> new Phase.MixEntry(request, 1))
                        .toList(),
                tracking,
                new FailureLimit.Count(0),
                List.of(),
                TIMEOUT,
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0,
                "");
    }
}
