package dev.loadtest.worker.process;

import dev.loadtest.control.remote.AnswerBudget;
import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.control.remote.WorkerAddresses;
import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.control.remote.WorkerStorage;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.control.seal.OperatorCheck;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.warmup.WarmUp;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Worker processes on loopback ports in this JVM, and a loop that commands them. */
final class WorkerFixture implements AutoCloseable {
    static final ControlKey KEY = new ControlKey(new byte[32]);
    static final Duration WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final WorkerHost host = WorkerHost.start(1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<WorkerProcess> processes = new ArrayList<>();

    /** @param folder parent of {@code files} and {@code references} */
    WorkerFixture(Path folder) {
        this.folder = folder;
    }

    WorkerProcess start(SecretRef... required) {
        WorkerProcess process = startCold(required);
        process.warm().join();
        return process;
    }

    /** A worker whose warm-up has just begun. */
    WorkerProcess startCold(SecretRef... required) {
        return startCold(List.of(), allowed -> AddressPolicy.ALLOW_ALL, required);
    }

    /** The same with clients that it needs tokens for. */
    WorkerProcess startCold(List<Auth.OAuth2> signIns, CurrentAddresses.Rules rules, SecretRef... required) {
        WorkerProcess process = WorkerProcess.start(
                new WorkerSettings(
                        new OperatorCheck(KEY.publicKey()),
                        0,
                        0,
                        Optional.empty(),
                        new WorkerSettings.Aims(List.of(), List.of(), List.of()),
                        List.of(required),
                        signIns,
                        folder.resolve("files"),
                        Set.of(),
                        folder.resolve("references"),
                        Optional.of(folder.resolve("output")),
                        WarmUp.Extent.FULL,
                        Duration.ofSeconds(50)),
                rules);
        processes.add(process);
        return process;
    }

    /** The loop of the coordinator and of its connections. */
    VertxLoop loop() {
        return host.loops().getFirst();
    }

    HttpClient client() {
        return client;
    }

    static WorkerEndpoint endpoint(int port, int index, long epoch) {
        return new WorkerEndpoint("run", index, "127.0.0.1", port, KEY, epoch, AnswerBudget.ofHeap());
    }

    RemoteWorker remote(int port, int index, long epoch, LoadPlan plan) {
        return new RemoteWorker(endpoint(port, index, epoch), plan, loop(), WITHIN);
    }

    RemoteWorker remote(WorkerProcess process, int index, long epoch, LoadPlan plan) {
        return remote(process.controlPort(), index, epoch, plan);
    }

    WorkerStorage storage(WorkerProcess process) {
        return new WorkerStorage(endpoint(process.controlPort(), 0, 1));
    }

    WorkerAddresses addresses(WorkerProcess process) {
        return new WorkerAddresses(endpoint(process.controlPort(), 0, 1));
    }

    /** A plan for a port of loopback. */
    static LoadPlan aimed(LoadPlan plan, int port, int parallelism, List<Header> headers, List<FileSet> files) {
        Target target =
                new Target(false, "127.0.0.1", port, "", headers, Target.Protocol.HTTP1, Target.Tls.DEFAULT, 32);
        return new LoadPlan(
                plan.name(),
                plan.seed(),
                parallelism,
                target,
                plan.variants(),
                files,
                plan.requests(),
                plan.phases(),
                plan.thresholds(),
                plan.selection(),
                plan.startupDeadline(),
                plan.activeDeadline(),
                plan.drain(),
                plan.onWorkerLoss(),
                plan.maxRequestsPerSecond());
    }

    /** Tolerates any lateness: the machine's speed is not tested. */
    static LoadPlan patient(LoadPlan plan) {
        return new LoadPlan(
                plan.name(),
                plan.seed(),
                plan.parallelism(),
                plan.targets().standard(),
                plan.variants(),
                plan.files(),
                plan.requests(),
                plan.phases().stream().map(WorkerFixture::patient).toList(),
                plan.thresholds(),
                plan.selection(),
                plan.startupDeadline(),
                plan.activeDeadline(),
                plan.drain(),
                plan.onWorkerLoss(),
                plan.maxRequestsPerSecond());
    }

    private static Phase patient(Phase phase) {
        return new Phase(
                phase.name(),
                phase.needs(),
                phase.gate(),
                phase.variants(),
                phase.items(),
                phase.parallelCases(),
                phase.shape(),
                phase.mix(),
                phase.tracking(),
                phase.maxFailures(),
                phase.thresholds(),
                phase.timeout(),
                WITHIN,
                phase.onFailure(),
                phase.saveMax(),
                phase.group());
    }

    static LoadPlan aimed(LoadPlan plan, int port, int parallelism) {
        return aimed(plan, port, parallelism, List.of(), List.of());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(WorkerProcess::close);
        client.close();
        host.close();
    }
}
