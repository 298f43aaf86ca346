package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.NoSamples;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.VertxTransports;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run over workers with real servers, compared with the same run in one process. */
class RemoteRunIT {
    private static final int WORKERS = 3;

    @TempDir
    private Path folder;

    private static LoadPlan plan(int port) {
        LoadPlan plan = PlanFixture.plan()
                .request("get", Map.of("n", new ValueSource.Range(0, 30)), List.of())
                .request(
                        "take",
                        Map.of("n", new ValueSource.Range(0, 5)),
                        List.of(new Capture("handle", new Capture.ResponseHeader("X-Handle"), false)))
                .request("use", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .variants("a", "b")
                .phase(PhaseFixture.phase("taking", "take").burst(20))
                .phase(PhaseFixture.phase("using", "use", "get")
                        .needs("taking")
                        .iterations(3)
                        .burst(200)
                        .tracked(40))
                .phase(PhaseFixture.phase("users", "get")
                        .shape(new Shape.CountedUsers(6, 300, Duration.ZERO, Duration.ZERO)))
                .drain(Duration.ofSeconds(5))
                .seed(11)
                .build();
        return WorkerFixture.aimed(WorkerFixture.patient(plan), port, WORKERS);
    }

    @Test
    void equalsLocalRun() throws Exception {
        try (CountingTarget here = new CountingTarget();
                CountingTarget there = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            RunResult local = locally(plan(here.port()));
            LoadPlan plan = plan(there.port());
            List<Worker> workers = new ArrayList<>();
            List<WorkerProcess> processes = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                processes.add(fixture.start());
                workers.add(fixture.remote(processes.getLast(), index, 1, plan));
            }
            RunResult remote = run(plan, workers, fixture.loop());

            assertThat(remote.verdict()).as("%s", remote.message()).isEqualTo(Verdict.PASSED);
            assertThat(there.counts()).isEqualTo(here.counts());
            assertThat(counted(remote.totals())).isEqualTo(counted(local.totals()));
            assertThat(remote.cases()).hasSameSizeAs(local.cases()).allSatisfy(ended -> assertThat(ended.outcome())
                    .isEqualTo(Outcome.PASSED));
            assertThat(scrapedSuccesses(processes)).isEqualTo(there.total());
        }
    }

    private static RunResult run(LoadPlan plan, List<Worker> workers, VertxLoop loop) throws Exception {
        Coordinator coordinator = new Coordinator(plan, workers, loop, new RunObserver() {});
        return coordinator.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static RunResult locally(LoadPlan plan) throws Exception {
        Resources none = new FoundResources(Map.of(), Map.of());
        try (WorkerHost host = WorkerHost.start(WORKERS + 1)) {
            List<Worker> workers = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                VertxLoop own = host.loops().get(index);
                VertxTransports transports = VertxTransports.open(own, plan, none, AddressPolicy.ALLOW_ALL);
                workers.add(new LocalWorker(
                        index,
                        own,
                        origin -> new WorkerEngine(
                                plan,
                                own,
                                origin,
                                transports,
                                none,
                                Bodies.readers(),
                                new NoSamples(),
                                () -> HostHealth.UNKNOWN)));
            }
            return run(plan, workers, host.loops().getLast());
        }
    }

    /** Results independent of time: planned, sent and answered, by request and kind. */
    private static Map<String, List<Object>> counted(RunResult.Totals totals) {
        Map<String, List<Object>> counted = new TreeMap<>();
        totals.requests().forEach((name, books) -> {
            for (Kind kind : Kind.values()) {
                Books.Entry entry = books.kind(kind);
                counted.put(
                        name + " " + kind,
                        List.of(entry.planned(), entry.sent(), entry.succeeded(), entry.status(), entry.notSent()));
            }
        });
        return counted;
    }

    private static long scrapedSuccesses(List<WorkerProcess> processes) throws Exception {
        double sum = 0;
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (WorkerProcess process : processes) {
                String text = client.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + process.metricsPort() + "/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                sum += text.lines()
                        .filter(line ->
                                line.startsWith("loadtest_requests_total{") && line.contains("outcome=\"succeeded\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum();
            }
        }
        return Math.round(sum);
    }
}
