package dev.loadtest.images;

import dev.loadtest.control.remote.AnswerBudget;
import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.record.RunObserver;
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
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records the worker's {@link ClassList}: it warms up, as always, and is then commanded through a run of many short cases.
 * Their requests are not sent, since a worker in a cluster never aims at loopback: the load itself is in the warm-up.
 *
 * <p>usage: {@code java -cp CLASSPATH WorkerTraining.java tar://FOLDER/base.tar JAR CLASSPATH LIST}
 */
final class WorkerTraining {
    private static final ControlKey KEY = new ControlKey(new byte[32]);
    private static final Pattern PORTS = Pattern.compile("serves on ports (\\d+) .*?(\\d+) \\(metrics");
    private static final int CASES = 300;
    private static final int REQUESTS = 10;
    private static final Duration MOST = Duration.ofSeconds(60);

    private WorkerTraining() {}

    public static void main(String[] arguments) throws Exception {
        ClassList list = ClassList.of(arguments);
        Process process = list.start(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dvertx.disableFileCPResolving=true"),
                "dev.loadtest.worker.process.WorkerMain",
                Map.of(
                        WorkerEnvironment.OPERATOR_KEY, KEY.publicKey(),
                        WorkerEnvironment.CONTROL_PORT, "0",
                        WorkerEnvironment.METRICS_PORT, "0",
                        WorkerEnvironment.ALLOWED_TARGETS, "127.0.0.1"));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            list.await(process, () -> isReady(list, client));
            command(port(list, 1));
            scrape(client, port(list, 2));
        } finally {
            list.end(process);
        }
        // The loop's threads are no daemons.
        System.exit(0);
    }

    private static boolean isReady(ClassList list, HttpClient client) {
        try {
            return PORTS.matcher(list.said()).find() && get(client, port(list, 2), "/readyz") == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int port(ClassList list, int group) throws IOException {
        Matcher ports = PORTS.matcher(list.said());
        if (!ports.find()) {
            throw new IOException("no ports yet");
        }
        return Integer.parseInt(ports.group(group));
    }

    private static void scrape(HttpClient client, int port) throws IOException {
        if (get(client, port, "/metrics") != 200) {
            throw new IOException("no metrics");
        }
    }

    private static int get(HttpClient client, int port, String path) throws IOException {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As an operator does, from the plan to the end. */
    private static void command(int port) throws Exception {
        LoadPlan plan = plan();
        VertxLoop loop = WorkerHost.start(1).loops().getFirst();
        WorkerEndpoint endpoint = new WorkerEndpoint("training", 0, "127.0.0.1", port, KEY, 1, AnswerBudget.ofHeap());
        RemoteWorker worker = new RemoteWorker(endpoint, plan, loop, MOST);
        new Coordinator(plan, List.of(worker), loop, new RunObserver() {})
                .start()
                .toCompletableFuture()
                .get(MOST.toSeconds(), TimeUnit.SECONDS);
    }

    private static LoadPlan plan() {
        Target target =
                new Target(false, "127.0.0.1", 9, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, REQUESTS);
        RequestTemplate request = new RequestTemplate(
                "get",
                "GET",
                Template.literal("/"),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(),
                Map.of(),
                Expectation.SUCCESS,
                MOST,
                0);
        Shape shape = new Shape.Burst(REQUESTS);
        Phase phase = new Phase(
                "cases",
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.Iterations(CASES),
                1,
                shape,
                List.of(new Phase.MixEntry("get", 1)),
                new Tracking.Count(REQUESTS / 5),
                new FailureLimit.Count(REQUESTS),
                List.of(),
                MOST,
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0,
                "");
        return new LoadPlan(
                "training",
                0,
                1,
                target,
                List.of(Variant.NONE),
                List.of(),
                List.of(request),
                List.of(phase),
                List.of(),
                Selection.ALL,
                MOST,
                MOST,
                MOST,
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }
}
