package dev.loadtest.bench;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans whose last phase loads a target in one shape; all its requests are tracked. */
final class BenchPlan {
    /** Path that stands for the plot example's draw request, whose handle a first phase captures. */
    static final String DRAW = "/draw_plot";

    private static final String LOAD = "load";

    /** Default {@code maxLateness} of the manifest. */
    private static final Duration LATE_RATE = Duration.ofMillis(10);

    private static final Duration LATE_OTHERS = Duration.ofMillis(250);

    private BenchPlan() {}

    /** Users that send short GETs in sequence. */
    static LoadPlan of(int port, int workers, int users, long requests) {
        Shape shape = new Shape.CountedUsers(users, requests, Duration.ZERO, Duration.ZERO);
        return of(URI.create("http://127.0.0.1:" + port + "/"), workers, users, shape);
    }

    /** @param connections of each worker */
    static LoadPlan of(URI url, int workers, int connections, Shape shape) {
        return of(url, workers, connections, new Phase.Once(), shape);
    }

    /** The same load, repeated in that many cases. */
    static LoadPlan iterated(URI url, int workers, int connections, int cases, Shape shape) {
        return of(url, workers, connections, new Phase.Iterations(cases), shape);
    }

    private static LoadPlan of(URI url, int workers, int connections, Phase.Items items, Shape shape) {
        boolean templated = url.getPath().equals(DRAW);
        RequestTemplate load = templated ? draw() : get(LOAD, url.getPath(), List.of());
        return new LoadPlan(
                "bench",
                7,
                workers,
                target(url, connections),
                List.of(new Variant("forced", Map.of("force", "true"))),
                List.of(),
                templated ? List.of(process(), load) : List.of(load),
                templated
                        ? List.of(
                                phase("process", List.of(), new Phase.Once(), once()),
                                phase(LOAD, List.of("process"), items, shape))
                        : List.of(phase(LOAD, List.of(), items, shape)),
                List.of(),
                Selection.ALL,
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                Duration.ofSeconds(35),
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }

    private static Target target(URI url, int connections) {
        return new Target(
                url.getScheme().equals("https"),
                url.getHost(),
                url.getPort(),
                "",
                List.of(),
                Target.Protocol.HTTP1,
                new Target.Tls(null, true),
                connections);
    }

    private static RequestTemplate process() {
        return get(
                "process",
                "/process_unified",
                List.of(new Capture("handle", new Capture.JsonPointer("/handle"), false)));
    }

    private static RequestTemplate get(String name, String path, List<Capture> captures) {
        return request(name, path, List.of(), captures, Map.of());
    }

    private static RequestTemplate draw() {
        return request(
                LOAD,
                DRAW,
                List.of(
                        parameter("handle", "${handle}"),
                        parameter("index", "${index}"),
                        parameter("force_calculate", "${force}")),
                List.of(),
                Map.of("handle", new ValueSource.Captured("handle"), "index", new ValueSource.Range(-20, 0)));
    }

    private static RequestTemplate.QueryParameter parameter(String name, String template) {
        return new RequestTemplate.QueryParameter(name, Template.parse(template));
    }

    private static RequestTemplate request(
            String name,
            String path,
            List<RequestTemplate.QueryParameter> query,
            List<Capture> captures,
            Map<String, ValueSource> values) {
        return new RequestTemplate(
                name,
                "GET",
                Template.literal(path),
                query,
                List.of(),
                new Body.None(),
                captures,
                values,
                Expectation.SUCCESS,
                Duration.ofSeconds(30),
                0);
    }

    private static Shape once() {
        return new Shape.Burst(1);
    }

    private static Phase phase(String name, List<String> needs, Phase.Items items, Shape shape) {
        return new Phase(
                name,
                needs,
                Phase.Gate.ALL,
                Set.of(),
                items,
                1,
                shape,
                List.of(new Phase.MixEntry(name, 1)),
                new Tracking.All(),
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofHours(1),
                shape instanceof Shape.Rate ? LATE_RATE : LATE_OTHERS,
                Phase.OnFailure.CONTINUE,
                0,
                "");
    }
}
