package dev.loadtest.operator;

import dev.loadtest.crds.manifest.ManifestReader;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.observe.ConfigMapFiles;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.validate.Validated;
import dev.loadtest.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** LoadTests, settings and observations for tests. */
public final class SampleTests {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final String UID = "0b5f5a0e-9f4e-4f0e-8a52-3a5f0c7a7d11";

    private static final Settings.RunAs RUN_AS = new Settings.RunAs(65532L, 65532L, 65532L);
    /** As the chart's values have them. */
    private static final WorkerSpec DEFAULTS =
            worker("resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: \"2\", memory: 512Mi}}");

    private SampleTests() {}

    public static Settings settings() {
        return settings(Limits.NONE, false, "192.0.2.0/24");
    }

    public static Settings allowingOwnNamespace() {
        return settings(
                Limits.NONE,
                new Settings.WorkerPods("worker:1", "IfNotPresent", false, true, RUN_AS, DEFAULTS),
                "192.0.2.0/24");
    }

    public static Settings settings(Limits limits, boolean allowImage, String... allow) {
        return settings(
                limits,
                new Settings.WorkerPods("worker:1", "IfNotPresent", allowImage, false, RUN_AS, DEFAULTS),
                allow);
    }

    private static Settings settings(Limits limits, Settings.WorkerPods pods, String... allow) {
        return new Settings(
                "operator-0",
                "loadtest-system",
                List.of(),
                8080,
                "control-key",
                "lease",
                pods,
                limits,
                new Settings.Targets(List.of(allow), List.of("10.96.0.1"), List.of(), "cluster.local", true),
                new Settings.PodMetadata(
                        List.of("sidecar.istio.io/inject", "prometheus.io/"), List.of("team", "example.org/")),
                Settings.ClusterDns.DEFAULT,
                Settings.Otlp.NONE);
    }

    /** With other users for the workers' processes. */
    public static Settings runAs(Settings of, Settings.RunAs runAs) {
        return workers(of, runAs, of.workers().defaults());
    }

    /** With other defaults of {@code spec.worker}. */
    public static Settings defaults(Settings of, WorkerSpec defaults) {
        return workers(of, of.workers().runAs(), defaults);
    }

    private static Settings workers(Settings of, Settings.RunAs runAs, WorkerSpec defaults) {
        return new Settings(
                of.podName(),
                of.namespace(),
                of.watchNamespaces(),
                of.managementPort(),
                of.keySecret(),
                of.lease(),
                new Settings.WorkerPods(
                        of.workers().image(),
                        of.workers().imagePullPolicy(),
                        of.workers().allowImage(),
                        of.workers().allowOwnNamespace(),
                        runAs,
                        defaults),
                of.limits(),
                of.targets(),
                of.podMetadata(),
                of.dns(),
                of.otlp());
    }

    /** Settings of worker pods, in lines of YAML. */
    public static WorkerSpec worker(String... lines) {
        return Serialization.unmarshal(String.join("\n", lines), WorkerSpec.class);
    }

    /** A LoadTest of one request, with further lines below {@code spec}. */
    public static LoadTest test(String... moreOfSpec) {
        return test(null, moreOfSpec);
    }

    public static LoadTest test(@Nullable LoadTestStatus status, String... moreOfSpec) {
        String yaml = """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots}
                spec:
                  target: {url: "http://plots:8000"}
                  requests: [{name: health, path: /health}]
                  phases: [{name: health, request: health, burst: {requests: 10}}]
                """
                + String.join(
                        "",
                        List.of(moreOfSpec).stream()
                                .map(line -> "  " + line + "\n")
                                .toList());
        return of(yaml, status);
    }

    public static LoadTest of(String yaml, @Nullable LoadTestStatus status) {
        var manifest = ManifestReader.read(yaml.getBytes(StandardCharsets.UTF_8));
        LoadTestSpec spec = manifest.spec();
        if (spec == null || !manifest.problems().isEmpty()) {
            throw new IllegalArgumentException(manifest.problems().toString());
        }
        LoadTest test = new LoadTest();
        test.setMetadata(new ObjectMetaBuilder()
                .withName(manifest.name())
                .withNamespace("shop")
                .withUid(UID)
                .withGeneration(1L)
                .withResourceVersion("7")
                .build());
        test.setSpec(spec);
        test.setStatus(status);
        return test;
    }

    /** A Service "plots", and the named sources of file sets. */
    public static Inputs inputs(Map<String, ConfigMapFiles> files, Map<String, PersistentVolumeClaim> claims) {
        return new Inputs(
                Map.of("plots", new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                files,
                claims);
    }

    /** Observed in a cluster with a Service "plots" and nothing else. */
    public static Observation seen(LoadTest test) {
        return new Observation(
                test,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pods.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Admission.ALONE,
                inputs(Map.of(), Map.of()),
                NOW);
    }

    /** With a run under way. */
    public static Observation with(Observation seen, RunSnapshot run) {
        return ObservationDraft.of(seen).run(run).observation();
    }

    /** With pods. */
    public static Observation with(Observation seen, Pods pods) {
        return ObservationDraft.of(seen).pods(pods).observation();
    }

    /** With a failed attempt to start a coordinator. */
    public static Observation troubled(Observation seen, TakeoverFailure failure) {
        return ObservationDraft.of(seen).failure(failure).observation();
    }

    /** With obstacles to the workers' readiness. */
    public static Observation hindered(Observation seen, String... obstacles) {
        return ObservationDraft.of(seen).obstacles(List.of(obstacles)).observation();
    }

    /** At a later instant. */
    public static Observation later(Observation seen, Duration by) {
        return ObservationDraft.of(seen).now(seen.now().plus(by)).observation();
    }

    /** Among other LoadTests. */
    public static Observation among(Observation seen, Admission admission) {
        return ObservationDraft.of(seen).admission(admission).observation();
    }

    /** With inputs of the manifest. */
    public static Observation with(Observation seen, Inputs inputs) {
        return ObservationDraft.of(seen).inputs(inputs).observation();
    }

    public static Validated validated(Settings settings, Observation seen) {
        return new Validator(settings, new TargetGuard(settings.targets())).validate(seen);
    }

    public static Validated.Runnable runnable(LoadTest test) {
        Validated validated = validated(settings(), seen(test));
        if (validated instanceof Validated.Runnable runnable) {
            return runnable;
        }
        throw new IllegalArgumentException(validated.toString());
    }
}
