package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.address.PublicAddresses;
import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.FilesFound;
import dev.loadtest.control.message.FilesRequest;
import dev.loadtest.control.message.Refusal;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.control.remote.WorkerLostException;
import dev.loadtest.control.remote.WorkerStorage;
import dev.loadtest.control.seal.SealedRequests;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's server over real sockets, with and without a valid seal. */
class ControlServerIT {
    private static final SecretRef TOKEN = new SecretRef(SecretRef.Kind.SECRET, "plots", "token");

    @TempDir
    private Path folder;

    private WorkerFixture fixture;
    private CountingTarget target;

    @BeforeEach
    void start() throws IOException {
        fixture = new WorkerFixture(folder);
        target = new CountingTarget();
    }

    @AfterEach
    void stop() {
        fixture.close();
        target.close();
    }

    private LoadPlan plan(List<Header> headers, List<FileSet> files) {
        LoadPlan plan = PlanFixture.plan()
                .get("health")
                .phase(PhaseFixture.phase("p", "health").burst(5))
                .build();
        return WorkerFixture.aimed(plan, target.port(), 1, headers, files);
    }

    private LoadPlan plan() {
        return plan(List.of(), List.of());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private HttpResponse<byte[]> send(
            WorkerProcess process, String method, String path, byte[] body, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.controlPort() + path))
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return fixture.client().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private String ready(WorkerProcess process) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + process.metricsPort() + "/readyz"))
                .build();
        HttpResponse<String> answer = fixture.client().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static void refused(Reason reason, String sentence, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused).hasMessage(sentence);
        });
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void readyAfterWarmUp() throws Exception {
        WorkerProcess process = fixture.startCold();
        String said = ready(process);
        while (!said.startsWith("200")) {
            assertThat(said).as("there is nothing to tell").isEqualTo("503 ");
            said = ready(process);
        }

        assertThat(process.warm()).isCompleted();
        assertThat(said).isEqualTo("200 ok\n");
    }

    @Test
    void unsealedRequestIsRefused() throws Exception {
        WorkerProcess process = fixture.start();
        String seal = "LoadTest session=" + "ab".repeat(16) + " count=1 sha256=" + "ab".repeat(32) + " seal=";
        for (String path : List.of(ControlPaths.STANDING, ControlPaths.INSTALL, "/v1/output/a", "/")) {
            for (String authorization : List.of("", "Bearer", "LoadTest", seal, seal + "00".repeat(32))) {
                HttpResponse<byte[]> answer = send(process, "POST", path, new byte[100], authorization);

                assertThat(answer.statusCode()).as("%s %s", path, authorization).isEqualTo(401);
                assertThat(ControlJson.read(answer.body(), Refusal.class, 10_000)
                                .sentence())
                        .startsWith("no operator of this worker's run has sealed the request");
            }
        }
    }

    /** A request recorded on the network, or in another worker's pod, is replayed. */
    @Test
    void replayIsRefused() throws Exception {
        WorkerProcess process = fixture.start();
        WorkerProcess other = fixture.start();
        SealedRequests operator = SealedRequests.to(fixture.client(), WorkerFixture.KEY, process.controlPort());
        byte[] body = ControlJson.write(new FilesRequest("csv", "*.csv", false));
        String sealed = operator.seal("POST", ControlPaths.FILES, body);

        assertThat(send(other, "POST", ControlPaths.FILES, body, sealed).statusCode())
                .isEqualTo(401);
        assertThat(send(process, "POST", ControlPaths.CAPTURED, body, sealed).statusCode())
                .isEqualTo(401);
        assertThat(send(process, "POST", ControlPaths.FILES, body, sealed).statusCode())
                .isEqualTo(400);
        assertThat(send(process, "POST", ControlPaths.FILES, body, sealed).statusCode())
                .isEqualTo(401);
        String again = operator.seal("POST", ControlPaths.FILES, body);
        assertThat(send(process, "POST", ControlPaths.FILES, "{}".getBytes(), again)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void unsealedFileIsNotStored() throws Exception {
        WorkerProcess process = fixture.start();
        SealedRequests operator = SealedRequests.to(fixture.client(), WorkerFixture.KEY, process.controlPort());
        String sealed = operator.seal("PUT", "/v1/output/results.json", "ours".getBytes());

        assertThat(send(process, "PUT", "/v1/output/results.json", "them".getBytes(), sealed)
                        .statusCode())
                .isEqualTo(401);
        assertThat(folder.resolve("output/results.json")).doesNotExist();
    }

    @Test
    void malformedMessage() throws Exception {
        WorkerProcess process = fixture.start();
        SealedRequests operator = SealedRequests.to(fixture.client(), WorkerFixture.KEY, process.controlPort());

        assertThat(sealed(process, operator, "POST", ControlPaths.INSTALL, "{")).isEqualTo(400);
        assertThat(sealed(process, operator, "POST", "/v1/unknown", "")).isEqualTo(404);
        assertThat(sealed(process, operator, "GET", ControlPaths.COMMAND, "")).isEqualTo(404);
        assertThat(sealed(process, operator, "GET", ControlPaths.STANDING, "")).isEqualTo(200);
    }

    /** A pod of a headless Service that started after the run began. */
    @Test
    void addressAllowedDuringRun() throws Exception {
        PublicAddresses everyone = new PublicAddresses(List.of());
        WorkerProcess process = fixture.startCold(
                List.of(),
                allowed -> (host, port, resolved) ->
                        allowed.stream().anyMatch(rule -> rule.allowsAddress(host, resolved.getAddress(), everyone))
                                ? Optional.empty()
                                : Optional.of("not allowed"));
        process.warm().join();
        RemoteWorker remote = fixture.remote(process, 0, 1, plan());
        await(remote.begin(System.nanoTime()));
        await(fixture.addresses(process).update(1, List.of("127.0.0.1"), List.of()));
        await(remote.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of())));

        assertThat(ended(remote).failures()).isEmpty();
        assertThat(target.total()).isPositive();
    }

    @Test
    void addressDeniedDuringRun() throws Exception {
        WorkerProcess process = fixture.start();
        RemoteWorker remote = fixture.remote(process, 0, 1, plan());
        await(remote.begin(System.nanoTime()));
        await(fixture.addresses(process).update(1, List.of("127.0.0.1"), List.of("127.0.0.1")));
        await(remote.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of())));

        assertThat(ended(remote).failures().toString()).contains("127.0.0.1 is denied by the operator");
        assertThat(target.total()).isZero();
    }

    private static ShareReport ended(RemoteWorker remote) throws Exception {
        WorkerReport report = await(remote.report(0, 0, Duration.ofSeconds(2)));
        while (report.shares().stream().noneMatch(ShareReport::ended)) {
            report = await(remote.report(0, 0, Duration.ofSeconds(2)));
        }
        return report.shares().getFirst();
    }

    private int sealed(WorkerProcess process, SealedRequests operator, String method, String path, String text)
            throws Exception {
        byte[] body = text.getBytes();
        return send(process, method, path, body, operator.seal(method, path, body))
                .statusCode();
    }

    @Test
    void lowerEpochIsSuperseded() throws Exception {
        WorkerProcess process = fixture.start();
        RemoteWorker first = fixture.remote(process, 0, 1, plan());
        await(first.begin(System.nanoTime()));
        await(fixture.remote(process, 0, 2, plan()).install());

        assertThatThrownBy(() -> await(first.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of()))))
                .isInstanceOf(SupersededException.class);
        assertThat(target.total()).isZero();
    }

    @Test
    void missingReferencesAreNamed() throws Exception {
        FileRef file = new FileRef("csv", "a.csv", 3, WorkerFixture.sha256("abc"));
        Header header = new Header("X-Token", new Header.FromSecret(TOKEN));
        LoadPlan plan = plan(List.of(header), List.of(new FileSet("csv", List.of(file))));
        WorkerProcess process = fixture.start(TOKEN);
        String missing =
                "secret/plots/token is missing: there is no key \"token\" in Secret \"plots\", or no such object";

        assertThat(ready(process)).isEqualTo("503 " + missing + "\n");
        assertThatThrownBy(() -> await(fixture.remote(process, 0, 1, plan).install()))
                .isInstanceOf(WorkerLostException.class)
                .hasMessage(missing + "; file a.csv of set csv is missing");

        write("references/secret/plots/token", "geheim\n");
        write("files/csv/a.csv", "abd");
        assertThat(ready(process)).isEqualTo("200 ok\n");
        assertThatThrownBy(() -> await(fixture.remote(process, 0, 1, plan).install()))
                .hasMessage(
                        "file a.csv of set csv is not the file that the run was started with: it was changed since");

        write("files/csv/a.csv", "abc");
        RemoteWorker remote = fixture.remote(process, 0, 1, plan);
        await(remote.begin(System.nanoTime()));
        await(remote.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of())));
        target.awaitArrivals(5);
        assertThat(target.counts()).isEqualTo(Map.of("/health geheim", 5L));
    }

    @Test
    void listsFilesBeforePlan() throws Exception {
        write("files/csv/b.csv", "b");
        write("files/csv/a.csv", "aa");
        write("files/csv/note.txt", "x");
        write("files/csv/deep/c.csv", "c");
        WorkerStorage storage = fixture.storage(fixture.start());

        assertThat(await(storage.files(new FilesRequest("csv", "*.csv", false), WorkerFixture.WITHIN)))
                .isEqualTo(new FilesFound(
                        List.of(
                                new FileRef("csv", "a.csv", 2, WorkerFixture.sha256("aa")),
                                new FileRef("csv", "b.csv", 1, WorkerFixture.sha256("b"))),
                        null));
        refused(
                Reason.BAD_REQUEST,
                "no file of set csv matches *.xml",
                () -> await(storage.files(new FilesRequest("csv", "*.xml", false), WorkerFixture.WITHIN)));
        refused(
                Reason.BAD_REQUEST,
                "\"../references\" is no name of a file set",
                () -> await(storage.files(new FilesRequest("../references", "**", false), WorkerFixture.WITHIN)));
    }

    @Test
    void listsRowsBeforePlan() throws Exception {
        write("files/users/a.csv", "name,password\nann,x\n");
        write("files/users/b.jsonl", "{\"name\":\"bob\",\"password\":1}\n");
        write("files/bad/a.csv", "name\n\"ann\n");
        WorkerStorage storage = fixture.storage(fixture.start());

        assertThat(await(storage.files(new FilesRequest("users", "*", true), WorkerFixture.WITHIN))
                        .rows())
                .isEqualTo(new RowTable(List.of("name", "password"), 2));
        refused(
                Reason.BAD_REQUEST,
                "the rows of set bad cannot be used: a.csv, line 2: a quote is not closed",
                () -> await(storage.files(new FilesRequest("bad", "*", true), WorkerFixture.WITHIN)));
    }

    /** The rows of a plan reach the target; others than the plan's are refused. */
    @Test
    void rowsAreSent() throws Exception {
        String users = "name\nann\nbob\n";
        write("files/users/users.csv", users);
        FileRef file = new FileRef("users", "users.csv", users.length(), WorkerFixture.sha256(users));
        WorkerProcess process = fixture.start();

        assertThatThrownBy(() ->
                        await(fixture.remote(process, 0, 1, rowPlan(file, 3)).install()))
                .isInstanceOf(WorkerLostException.class)
                .hasMessageContaining("the rows of set users were changed since the run was started");

        RemoteWorker remote = fixture.remote(process, 0, 1, rowPlan(file, 2));
        await(remote.begin(System.nanoTime()));
        await(remote.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of())));
        target.awaitArrivals(4);
        assertThat(target.counts()).isEqualTo(Map.of("/of?user.name=ann", 2L, "/of?user.name=bob", 2L));
    }

    private LoadPlan rowPlan(FileRef file, long rows) {
        ValueSource name = new ValueSource.Row("user", "users", "name", ValueSource.Pick.CYCLE, false);
        LoadPlan plan = PlanFixture.plan()
                .request("of", Map.of("user.name", name), List.of())
                .phase(PhaseFixture.phase("p", "of").burst(4))
                .build();
        FileSet set = new FileSet("users", List.of(file), new RowTable(List.of("name"), rows));
        return WorkerFixture.aimed(plan, target.port(), 1, List.of(), List.of(set));
    }

    @Test
    void storesBelowOutputFolder() throws Exception {
        WorkerStorage storage = fixture.storage(fixture.start());
        byte[] large = new byte[5 << 20];
        large[large.length - 1] = 1;

        await(storage.store("results.json", "old".getBytes(), WorkerFixture.WITHIN));
        await(storage.store("results.json", large, WorkerFixture.WITHIN));
        await(storage.store("samples/a b+c.json", new byte[] {1}, WorkerFixture.WITHIN));

        assertThat(folder.resolve("output/results.json")).hasBinaryContent(large);
        assertThat(folder.resolve("output/samples/a b+c.json")).hasBinaryContent(new byte[] {1});
        assertThatThrownBy(() -> await(storage.store("../out.json", new byte[1], WorkerFixture.WITHIN)))
                .isInstanceOf(RefusedException.class);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> folder.relativize(path).toString()))
                    .containsExactlyInAnyOrder("output/results.json", "output/samples/a b+c.json");
        }
    }
}
