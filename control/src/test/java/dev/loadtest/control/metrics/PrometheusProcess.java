package dev.loadtest.control.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus on loopback, with a database of its own. Waiting is bounded by the test's timeout only. */
public final class PrometheusProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final String READY = "Server is ready to receive web requests";
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(100);

    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    private PrometheusProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** One element of an instant vector. */
    public record Series(Map<String, String> labels, double value) {}

    /** What to install; empty if nothing is missing. */
    public static Optional<String> missing() {
        return Stream.of("prometheus", "promtool")
                .filter(program -> Arrays.stream(System.getenv("PATH").split(":"))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .findFirst()
                .map(program -> program + " is missing: apt-get install prometheus");
    }

    /** Skips the test without the programs, except on CI, which has to install them. */
    public static void required() {
        missing().ifPresent(missing -> {
            if (System.getenv("CI") != null) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        });
    }

    /**
     * Starts it; returns when it serves.
     *
     * @param folder for its database
     * @param config the content of its configuration file
     * @param nativeHistograms whether it reads native histograms, which it does in place of classic ones
     */
    public static PrometheusProcess start(Path folder, String config, boolean nativeHistograms) throws IOException {
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(file, config);
        List<String> command = new ArrayList<>(List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0"));
        if (nativeHistograms) {
            command.add("--enable-feature=native-histograms");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        String address = "";
        boolean ready = false;
        // Two of its threads say where it listens and that it is ready; either line can be the first.
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            Matcher listening = ADDRESS.matcher(line);
            address = listening.find() ? listening.group(1) : address;
            ready |= line.contains(READY);
            if (ready && !address.isEmpty()) {
                Thread.ofVirtual().start(() -> drain(log));
                return new PrometheusProcess(process, address);
            }
        }
        throw new AssertionError("Prometheus has ended: " + said);
    }

    /** A full pipe would stop it. */
    private static void drain(BufferedReader log) {
        try {
            log.lines().forEach(rest -> {});
        } catch (UncheckedIOException ended) {
            // The process was closed.
        }
    }

    /** @throws AssertionError if the query is invalid */
    public List<Series> query(String promQl) {
        List<Series> vector = new ArrayList<>();
        JsonNode data = get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8));
        for (JsonNode element : data.path("result")) {
            vector.add(new Series(
                    texts(element.path("metric")), element.path("value").path(1).asDouble(Double.NaN)));
        }
        return vector;
    }

    /** Queries until the answer is as wanted. */
    public List<Series> await(String promQl, Predicate<List<Series>> wanted) {
        while (true) {
            List<Series> vector = query(promQl);
            if (wanted.test(vector)) {
                return vector;
            }
            pause(promQl + " is " + vector);
        }
    }

    /** Waits until a query has an answer. */
    public List<Series> await(String promQl) {
        return await(promQl, vector -> !vector.isEmpty());
    }

    /** Waits for the first value of a query. */
    public double value(String promQl) {
        return await(
                        promQl,
                        vector -> !vector.isEmpty()
                                && !Double.isNaN(vector.getFirst().value()))
                .getFirst()
                .value();
    }

    /** Names of the alerts that are pending or firing, with labels; waits until they are as wanted. */
    public List<Map<String, String>> alerts(Predicate<List<Map<String, String>>> wanted) {
        while (true) {
            List<Map<String, String>> alerts = new ArrayList<>();
            get("/api/v1/alerts").path("alerts").forEach(alert -> alerts.add(texts(alert.path("labels"))));
            if (wanted.test(alerts)) {
                return alerts;
            }
            pause("the alerts are " + alerts);
        }
    }

    private static void pause(String seen) {
        LockSupport.parkNanos(POLL);
        if (Thread.interrupted()) {
            throw new AssertionError("waited in vain: " + seen);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode answer = new JsonMapper().readTree(response.body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(path + ": " + response.body());
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted: " + path, e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
