package dev.loadtest.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.crds.model.WorkerSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final Map<String, String> LEAST = Map.of(
            "POD_NAME", "operator-0",
            "POD_NAMESPACE", "system",
            "CONTROL_KEY_SECRET", "key",
            "LEASE_NAME", "lease",
            "WORKER_IMAGE", "worker:1");

    private static Settings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(LEAST);
        all.putAll(more);
        return new SettingsReader(all).read();
    }

    @Test
    void defaults() {
        Settings settings = with(Map.of("MAX_DURATION", " "));
        assertThat(settings.limits()).isEqualTo(Limits.NONE);
        assertThat(settings.watchNamespaces()).isEmpty();
        assertThat(settings.workers().allowImage()).isFalse();
        assertThat(settings.workers().runAs()).isEqualTo(Settings.RunAs.ADMISSION);
        assertThat(settings.targets().clusterDomain()).isEqualTo("cluster.local");
        assertThat(settings.targets().watchApiServers()).isTrue();
    }

    @Test
    void listsAndLimits() {
        Settings settings = with(Map.of(
                "WATCH_NAMESPACES", "a, b",
                "TARGETS_ALLOW", "*.example.org,10.0.0.0/8",
                "MAX_CONCURRENT_RUNS", "3",
                "MAX_DURATION", "1h30m"));
        assertThat(settings.watchNamespaces()).isEqualTo(List.of("a", "b"));
        assertThat(settings.targets().allow()).hasSize(2);
        assertThat(settings.limits().maxConcurrentRuns()).isEqualTo(3);
        assertThat(with(Map.of("WATCH_API_SERVERS", "false")).targets().watchApiServers())
                .isFalse();
        assertThat(settings.limits().maxDuration()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void allowedKeysAndNameServers() {
        Settings settings = with(Map.of(
                "WORKER_ALLOWED_ANNOTATIONS", "a, example.org/",
                "WORKER_ALLOWED_LABELS", "team",
                "DNS_NAMESPACE", "openshift-dns",
                "DNS_POD_LABELS", "dns.operator.openshift.io/daemonset-dns=default,",
                "DNS_PORT", "5353"));
        assertThat(settings.podMetadata())
                .isEqualTo(new Settings.PodMetadata(List.of("a", "example.org/"), List.of("team")));
        assertThat(settings.dns())
                .isEqualTo(new Settings.ClusterDns(
                        "openshift-dns", Map.of("dns.operator.openshift.io/daemonset-dns", "default"), 5353));
        assertThat(with(Map.of()).dns()).isEqualTo(Settings.ClusterDns.DEFAULT);
        assertThatThrownBy(() -> with(Map.of("DNS_POD_LABELS", "x"))).hasMessageContaining("DNS_POD_LABELS");
    }

    @Test
    void workerDefaults() {
        assertThat(with(Map.of()).workers().defaults()).isEqualTo(WorkerSpec.NONE);
        String defaults =
                "{\"nodeSelector\": {\"pool\": \"load\"}, \"resources\": {\"requests\": {\"cpu\": \"100m\"}}}";
        WorkerSpec worker = with(Map.of("WORKER_DEFAULTS", defaults)).workers().defaults();
        assertThat(worker.nodeSelector()).isEqualTo(Map.of("pool", "load"));
        assertThat(worker.resources().getRequests()).isEqualTo(Map.of("cpu", new Quantity("100m")));
        assertThatThrownBy(() -> with(Map.of("WORKER_DEFAULTS", "many"))).hasMessageContaining("WORKER_DEFAULTS");
    }

    @Test
    void otlp() {
        assertThat(with(Map.of()).otlp()).isEqualTo(Settings.Otlp.NONE);
        assertThat(with(Map.of("OTLP_ENDPOINT", "http://collector:4318", "OTLP_INTERVAL", "1m"))
                        .otlp())
                .isEqualTo(new Settings.Otlp("http://collector:4318", Duration.ofMinutes(1)));
        assertThatThrownBy(() -> with(Map.of("OTLP_ENDPOINT", "collector:4318")))
                .hasMessageContaining("OTLP_ENDPOINT");
        assertThatThrownBy(() -> with(Map.of("OTLP_INTERVAL", "1ms"))).hasMessageContaining("OTLP_INTERVAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POD_NAME", "POD_NAMESPACE", "CONTROL_KEY_SECRET", "LEASE_NAME", "WORKER_IMAGE"})
    void missingVariableIsNamed(String name) {
        Map<String, String> without = new HashMap<>(LEAST);
        without.remove(name);
        assertThatThrownBy(() -> new SettingsReader(without).read()).hasMessageContaining(name);
    }

    @Test
    void workerUsers() {
        assertThat(with(Map.of("WORKER_RUN_AS_USER", "1000650000", "WORKER_RUN_AS_GROUP", "0"))
                        .workers()
                        .runAs())
                .isEqualTo(new Settings.RunAs(1_000_650_000L, 0L, null));
    }

    @Test
    void invalidVariableIsNamed() {
        assertThatThrownBy(() -> with(Map.of("WORKER_FS_GROUP", "x"))).hasMessageContaining("WORKER_FS_GROUP");
        assertThatThrownBy(() -> with(Map.of("MAX_PARALLELISM", "many"))).hasMessageContaining("MAX_PARALLELISM");
    }
}
