package dev.loadtest.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.loadtest.engine.coordinate.RunObserver;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests per CPU second of this process, whole engine against the bare Vert.x WebClient, in one run against the same
 * server with as many connections; and, where it is installed, wrk. Both are warmed up by a run of the same kind before.
 */
final class SpeedBench {
    private static final int USERS = 50;

    private SpeedBench() {}

    public static void main(String[] args) throws Exception {
        long requests = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        try (TinyServerProcess server = TinyServerProcess.start()) {
            engine(server.port(), requests / 2);
            double engine = engine(server.port(), requests);
            webClient(server.port(), requests / 2);
            double webClient = webClient(server.port(), requests);
            System.out.printf("engine     %,9.0f requests per CPU second%n", engine);
            System.out.printf("WebClient  %,9.0f requests per CPU second%n", webClient);
            System.out.printf("engine over WebClient: %.2f%n", engine / webClient);
            WrkRun.perCpuSecond(server.port(), USERS).ifPresent(wrk -> {
                System.out.printf("wrk        %,9.0f requests per CPU second%n", wrk);
                System.out.printf("engine over wrk: %.2f%n", engine / wrk);
            });
        }
    }

    private static double engine(int port, long requests) {
        LoadPlan plan = BenchPlan.of(port, 1, USERS, requests);
        long cpu = cpuNanos();
        long allocated = allocatedBytes();
        RunResult result = EngineRun.of(plan, new RunObserver() {});
        double perSecond = requests * 1e9 / (cpuNanos() - cpu);
        long succeeded = result.totals().books().kind(Kind.TRACKED).succeeded();
        System.out.printf(
                "engine: %s, %,d of %,d succeeded, p99 %,d µs, %,d bytes allocated a request%n",
                result.verdict().label(),
                succeeded,
                requests,
                result.totals().books().kind(Kind.TRACKED).response().p99(),
                (allocatedBytes() - allocated) / requests);
        return perSecond;
    }

    private static double webClient(int port, long requests) throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        try {
            WebClient client = WebClient.create(
                    vertx,
                    new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                    new PoolOptions().setHttp1MaxSize(USERS));
            long cpu = cpuNanos();
            long[] left = {requests};
            List<Future<Void>> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                Promise<Void> done = Promise.promise();
                users.add(done.future());
                vertx.runOnContext(nothing -> next(client, left, done));
            }
            Future.all(users).toCompletionStage().toCompletableFuture().get();
            return requests * 1e9 / (cpuNanos() - cpu);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static void next(WebClient client, long[] left, Promise<Void> done) {
        if (left[0]-- <= 0) {
            done.complete();
            return;
        }
        client.get("/").send().onSuccess(response -> next(client, left, done)).onFailure(done::fail);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
