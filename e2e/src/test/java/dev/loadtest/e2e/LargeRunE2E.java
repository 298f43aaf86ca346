package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two hundred workers, simulated ones behind the real operator and API server: what their run costs. */
class LargeRunE2E {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WORKERS = 200;
    /** Of a rate of 400 for 30 s, and of 20 iterations of 200. */
    private static final long REQUESTS = 400 * 30 + 20 * 200;
    /** The kernel's unit of CPU time: 1/100 s on every Linux that Java runs on. */
    private static final double TICKS = 100;

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void twoHundredWorkers() {
        Testbed.required();
        try (Scenario scenario = Scenario.open("large");
                PlayedNode node = new PlayedNode()) {
            assertThat(node).isNotNull();
            scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/large/loadtest.yaml"));
            LoadTestStatus running =
                    run.await(180, status -> status.state() == State.RUNNING || status.completionTime() != null);
            assertThat(Objects.requireNonNull(running.workers()).ready())
                    .as(run::describe)
                    .isEqualTo(WORKERS);
            Instant begin = Instant.now();
            double before = cpuSeconds();

            LoadTestStatus ended = run.awaitEnd(240);

            Instant end = Instant.now();
            double cpu = cpuSeconds() - before;
            double seconds = Duration.between(begin, end).toNanos() / 1e9;
            assertThat(ended.verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            ResultsFile results = run.results();
            assertThat(results.total("sent")).isEqualTo(REQUESTS);
            assertThat(results.json().path("workers").asInt()).isEqualTo(WORKERS);
            long writes = statusWrites(scenario.namespace(), begin, end);
            System.out.printf(
                    "%d workers for %.1f s: %d status writes (%.2f a second), %.2f cores of the operator%n",
                    WORKERS, seconds, writes, writes / seconds, cpu / seconds);
            assertThat(writes / seconds).as("status writes a second").isBetween(0.1, 1.05);
            assertThat(cpu / seconds).as("cores of the operator").isLessThan(1);
            // While there is still a node to take their pods away.
            run.delete();
            scenario.awaitNothingOwned(120);
        }
    }

    /** By the API server's audit. */
    private static long statusWrites(String namespace, Instant begin, Instant end) {
        return Command.cluster("audit")
                .ok()
                .out()
                .lines()
                .map(LargeRunE2E::json)
                .filter(event -> {
                    JsonNode object = event.path("objectRef");
                    Instant at =
                            Instant.parse(event.path("requestReceivedTimestamp").asText());
                    return object.path("resource").asText().equals("loadtests")
                            && object.path("subresource").asText().equals("status")
                            && object.path("namespace").asText().equals(namespace)
                            && at.isAfter(begin)
                            && at.isBefore(end);
                })
                .count();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time of the operator's process, which is one of this machine. */
    private static double cpuSeconds() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .mapToDouble(LargeRunE2E::cpuSeconds)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpuSeconds(Path process) {
        try {
            if (!Files.readString(process.resolve("cmdline")).contains("dev.loadtest.operator.OperatorMain")) {
                return 0;
            }
            String stat = Files.readString(process.resolve("stat"));
            // Behind the name, which may contain spaces: user and system time are fields 14 and 15.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            // A process that ends while it is read.
            return 0;
        }
    }
}
