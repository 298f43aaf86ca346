package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code --out jsonl=FILE}: a line for each request. */
class RequestLogIT {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String BURST = """
            seed: 7
            trace: {header: traceparent}
            requests:
            - name: r
              method: POST
              path: "/r?item=${item}"
              headers: [{name: Authorization, value: Bearer hunter2-hunter2}]
              body: {text: a body}
              values: {item: {range: {min: 1, max: 999999}}}
            phases: [{name: p, request: r, burst: {requests: 60, tracked: 10}}]
            """;

    @RegisterExtension
    final Lab lab = new Lab();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("requests.jsonl");
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(RequestLogIT::parsed).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneLineForEachRequestOfAllWorkers() throws Exception {
        TestTarget target = lab.target(request -> Answer.json("{\"seen\":\"hunter2-hunter2\"}"));
        Finished run = lab.run(target, BURST, "--workers", "3", "--out", "jsonl=" + file())
                .passed();

        List<JsonNode> lines = lines(file());
        assertThat(lines).hasSize(60);
        assertThat(lines.stream().map(line -> line.path("k").asLong()).sorted().toList())
                .isEqualTo(LongStream.range(0, 60).boxed().toList());
        assertThat(lines.stream().map(line -> line.path("worker").asInt()).distinct())
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(lines.stream().filter(line -> line.path("kind").asText().equals("tracked")))
                .hasSize(10);
        assertThat(lines.stream().map(line -> line.path("traceId").asText()).distinct())
                .hasSize(60)
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("case").asText()).isEqualTo("p");
            assertThat(line.path("status").asInt()).isEqualTo(200);
            assertThat(line.path("outcome").asText()).isEqualTo("succeeded");
            assertThat(line.path("sentMicros").asLong())
                    .isBetween(
                            line.path("plannedMicros").asLong(),
                            line.path("endedMicros").asLong());
            assertThat(line.path("firstByteMicros").asLong())
                    .isBetween(0L, line.path("serviceMicros").asLong());
        });
        assertThat(Files.readString(file()))
                .doesNotContain("hunter2")
                .doesNotContain("a body")
                .doesNotContain("item");
        assertThat(run.results().path("requestLog").toString())
                .isEqualTo("{\"file\":\"" + file() + "\",\"every\":1,\"written\":60,\"bytes\":" + Files.size(file())
                        + ",\"dropped\":{\"queue\":0,\"size\":0,\"file\":0},\"problem\":\"\"}");
        assertThat(run.command().out()).containsPattern("\n  requests\\s+\\S+requests.jsonl,\\s+60\\s+requests\n");
    }

    /** The times of the log are those of the results. */
    @Test
    void agreesWithTheResults() {
        Finished run = lab.run(lab.target(), BURST, "--out", "jsonl=" + file()).passed();
        JsonNode slowest = run.results().at("/exemplars/0/slowest/0");
        JsonNode line = lines(file()).stream()
                .filter(it -> it.path("k").equals(slowest.path("k")))
                .findFirst()
                .orElseThrow();
        for (String field :
                List.of("case", "k", "kind", "traceId", "plannedMicros", "serviceMicros", "responseMicros")) {
            assertThat(line.path(field)).as(field).isEqualTo(slowest.path(field));
        }
    }

    @Test
    void everyNthIsAFunctionOfTheIndex() {
        TestTarget target = lab.target();
        List<List<Long>> sampled = List.of("1", "3").stream()
                .map(workers -> {
                    lab.run(target, BURST, "--workers", workers, "--out", "jsonl=" + file() + ",every=7")
                            .passed();
                    return lines(file()).stream()
                            .map(line -> line.path("k").asLong())
                            .sorted()
                            .toList();
                })
                .toList();
        assertThat(sampled.getFirst()).containsExactly(0L, 7L, 14L, 21L, 28L, 35L, 42L, 49L, 56L);
        assertThat(sampled.getLast()).isEqualTo(sampled.getFirst());
    }

    /** Of a journey that is tried again, only the requests of the try that decides are scored. */
    @Test
    void triesAreUnscored() {
        AtomicInteger seen = new AtomicInteger();
        TestTarget target = lab.target(request ->
                request.path().equals("/b") && seen.getAndIncrement() < 2 ? Answer.status(503) : Answer.ok());
        lab.run(target, """
                requests: [{name: a, path: /a}, {name: b, path: /b}]
                journeys: [{name: j, steps: [{request: a}, {request: b}]}]
                phases: [{name: p, journey: j, until: {timeout: 1m, interval: 1ms}}]
                """, "--out", "jsonl=" + file()).passed();
        assertThat(lines(file()).stream()
                        .map(line -> line.path("request").asText() + " "
                                + line.path("step").asText() + " "
                                + line.path("kind").asText() + " "
                                + line.path("status").asText())
                        .toList())
                .containsExactly(
                        "a 0 unscored 200",
                        "b 1 unscored 503",
                        "a 0 unscored 200",
                        "b 1 unscored 503",
                        "a 0 tracked 200",
                        "b 1 tracked 200");
    }

    @Test
    void causesOfFailures() {
        TestTarget target = lab.target(request -> switch (request.path()) {
            case "/reset" -> Answer.reset();
            case "/silence" -> Answer.silence();
            default -> Answer.status(500);
        });
        lab.run(target, """
                requests:
                - {name: reset, method: POST, path: /reset}
                - {name: silence, path: /silence, timeout: 100ms}
                - {name: bad, path: /bad}
                phases: [{name: p, request: reset}, {name: q, request: silence}, {name: r, request: bad}]
                """, "--out", "jsonl=" + file()).failed();
        Map<String, String> ends = lines(file()).stream()
                .collect(Collectors.toMap(
                        line -> line.path("request").asText(),
                        line -> line.path("outcome").asText() + " "
                                + line.path("cause").asText() + " "
                                + line.path("status").asText()));
        assertThat(ends)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("reset", "error reset 0", "silence", "timeout  0", "bad", "unexpected  500"));
    }

    @Test
    void sizeIsAnUpperLimit() throws Exception {
        Finished run = lab.run(lab.target(), BURST, "--out", "jsonl=" + file() + ",max=2KiB")
                .passed();
        JsonNode log = run.results().path("requestLog");
        assertThat(Files.size(file()))
                .isLessThanOrEqualTo(2 << 10)
                .isEqualTo(log.path("bytes").asLong());
        assertThat(lines(file())).hasSize(log.path("written").asInt());
        long dropped = log.at("/dropped/size").asLong();
        assertThat(dropped).isPositive().isEqualTo(60 - log.path("written").asLong());
        assertThat(oneLine(run))
                .contains("lacks " + dropped + " of 60: " + dropped + " would have made the file larger than allowed");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskDoesNotStopTheRun() {
        Finished run = lab.run(lab.target(), BURST, "--out", "jsonl=/dev/full").passed();
        assertThat(run.results().at("/requestLog/dropped/file").asLong()).isEqualTo(60);
        assertThat(oneLine(run))
                .contains("the log of requests /dev/full lacks 60 of 60: 60 could not be written (No space left");
    }

    @Test
    void otherFilesAreNotOverwritten() throws Exception {
        TestTarget target = lab.target();
        Files.writeString(file(), "precious\n");
        InProcess refused = run(target, "jsonl=" + file());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("--out jsonl=" + file()
                        + ": the file holds something else than a log of requests; name another one\n");
        assertThat(file()).hasContent("precious\n");
        assertThat(target.received()).isEmpty();
        assertThat(run(target, "jsonl=" + folder.resolve("none/r.jsonl")).err()).contains(": there is no such folder");
    }

    @Test
    void earlierLogIsReplaced() {
        TestTarget target = lab.target();
        run(target, "jsonl=" + file());
        run(target, "jsonl=" + file());
        assertThat(lines(file())).hasSize(60);
    }

    private InProcess run(TestTarget target, String out) {
        String spec = "target: {url: \"" + target.url() + "\"}\n" + BURST;
        return lab.execute(
                "run", spec, "--out", out, "--output", folder.resolve("out").toString());
    }

    /** What the run printed; the summary breaks its lines where the terminal ends. */
    private static String oneLine(Finished run) {
        return run.command().out().replaceAll("\\s+", " ");
    }
}
