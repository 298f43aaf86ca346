package dev.loadtest.bench;

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
import dev.loadtest.engine.plan.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A plan of one phase: users that send short GETs, one after the other. */
final class BenchPlan {
    private BenchPlan() {}

    static LoadPlan of(int port, int workers, int users, long requests) {
        Target target =
                new Target(false, "127.0.0.1", port, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, users);
        RequestTemplate get = new RequestTemplate(
                "get",
                "GET",
                Template.literal("/"),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(),
                Map.of(),
                Expectation.SUCCESS,
                Duration.ofSeconds(30),
                0);
        Phase phase = new Phase(
                "short",
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.Once(),
                1,
                new Shape.CountedUsers(users, requests, Duration.ZERO, Duration.ZERO),
                List.of(new Phase.MixEntry("get", 1)),
                new Tracking.All(),
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofHours(1),
                Duration.ofMillis(250),
                Phase.OnFailure.CONTINUE,
                0);
        return new LoadPlan(
                "bench",
                7,
                workers,
                target,
                List.of(Variant.NONE),
                List.of(),
                List.of(get),
                List.of(phase),
                List.of(),
                Selection.ALL,
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                Duration.ofSeconds(35),
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }
}
