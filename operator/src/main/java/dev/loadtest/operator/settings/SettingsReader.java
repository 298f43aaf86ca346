package dev.loadtest.operator.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.operator.settings.Settings.ClusterDns;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the settings from the environment variables set by the chart. */
public final class SettingsReader {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> environment;

    public SettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws IllegalArgumentException with the name of the missing or invalid variable */
    public Settings read() {
        return new Settings(
                required("POD_NAME"),
                required("POD_NAMESPACE"),
                list("WATCH_NAMESPACES"),
                number("MANAGEMENT_PORT", 8080),
                required("CONTROL_KEY_SECRET"),
                required("LEASE_NAME"),
                new Settings.WorkerPods(
                        required("WORKER_IMAGE"),
                        text("WORKER_IMAGE_PULL_POLICY", "IfNotPresent"),
                        Boolean.parseBoolean(text("WORKER_ALLOW_IMAGE", "false")),
                        Boolean.parseBoolean(text("WORKER_ALLOW_OWN_NAMESPACE", "false")),
                        new Settings.RunAs(id("WORKER_RUN_AS_USER"), id("WORKER_RUN_AS_GROUP"), id("WORKER_FS_GROUP")),
                        worker("WORKER_DEFAULTS")),
                new Limits(
                        number("MAX_CONCURRENT_RUNS", 0),
                        number("MAX_CONCURRENT_RUNS_PER_NAMESPACE", 0),
                        number("MAX_PER_NAMESPACE", 0),
                        number("MAX_PARALLELISM", 0),
                        duration("MAX_DURATION"),
                        duration("MAX_SUSPENDED"),
                        number("MAX_REQUESTS_PER_SECOND", 0)),
                new Settings.Targets(
                        list("TARGETS_ALLOW"),
                        list("TARGETS_DENY"),
                        list("CLUSTER_RANGES"),
                        text("CLUSTER_DOMAIN", "cluster.local"),
                        Boolean.parseBoolean(text("WATCH_API_SERVERS", "true"))),
                new Settings.PodMetadata(list("WORKER_ALLOWED_ANNOTATIONS"), list("WORKER_ALLOWED_LABELS")),
                new Settings.ClusterDns(
                        text("DNS_NAMESPACE", ClusterDns.DEFAULT.namespace()),
                        labels("DNS_POD_LABELS", ClusterDns.DEFAULT.podLabels()),
                        number("DNS_PORT", ClusterDns.DEFAULT.port())),
                new Settings.Otlp(text("OTLP_ENDPOINT", ""), Durations.parse(text("OTLP_INTERVAL", "15s"))));
    }

    private String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }

    private String text(String name, String otherwise) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private List<String> list(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** {@code key=value}, comma-separated. */
    private Map<String, String> labels(String name, Map<String, String> otherwise) {
        Map<String, String> labels = new TreeMap<>();
        for (String entry : list(name)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(name + " is not a list of key=value: " + entry);
            }
            labels.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return labels.isEmpty() ? otherwise : labels;
    }

    private int number(String name, int otherwise) {
        String value = text(name, String.valueOf(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
        }
    }

    private @Nullable Long id(String name) {
        String value = text(name, "");
        try {
            return value.isEmpty() ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
        }
    }

    /** JSON in the form of {@code spec.worker}. */
    private WorkerSpec worker(String name) {
        try {
            return JSON.readValue(text(name, "{}"), WorkerSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is not JSON like spec.worker: " + e.getOriginalMessage(), e);
        }
    }

    private Duration duration(String name) {
        String value = text(name, "");
        return value.isEmpty() ? Duration.ZERO : Durations.parse(value);
    }
}
