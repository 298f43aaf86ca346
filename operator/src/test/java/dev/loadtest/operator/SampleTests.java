package dev.loadtest.operator;

import dev.loadtest.crds.manifest.ManifestReader;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.Trouble;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.validate.Validated;
import dev.loadtest.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** LoadTests, settings and observations for tests. */
public final class SampleTests {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final String UID = "0b5f5a0e-9f4e-4f0e-8a52-3a5f0c7a7d11";

    private SampleTests() {}

    public static Settings settings() {
        return settings(Limits.NONE, false, "192.0.2.0/24");
    }

    public static Settings settings(Limits limits, boolean allowImage, String... allow) {
        return new Settings(
                "operator-0",
                "loadtest-system",
                List.of(),
                8080,
                "control-key",
                "lease",
                new Settings.WorkerPods("worker:1", "IfNotPresent", allowImage),
                limits,
                new Settings.Targets(List.of(allow), List.of("10.96.0.1"), List.of(), "cluster.local"),
                new Settings.PodMetadata(
                        List.of("sidecar.istio.io/inject", "prometheus.io/"), List.of("team", "example.org/")),
                Settings.ClusterDns.DEFAULT);
    }

    /** A LoadTest of one request, with more lines below {@code spec}. */
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

    /** Seen in a cluster with a Service "plots", and nothing else yet. */
    public static Observation seen(LoadTest test) {
        Inputs inputs = new Inputs(
                Optional.of(new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                Map.of(),
                Map.of());
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
                Set.of(),
                inputs,
                NOW);
    }

    /** The same with a run under way. */
    public static Observation with(Observation seen, RunSnapshot run) {
        return with(seen, seen.pods(), Optional.of(run), seen.trouble());
    }

    /** The same with pods. */
    public static Observation with(Observation seen, Pods pods) {
        return with(seen, pods, seen.run(), seen.trouble());
    }

    /** The same, where a coordinator was tried to be started in vain. */
    public static Observation troubled(Observation seen, Trouble trouble) {
        return with(seen, seen.pods(), seen.run(), Optional.of(trouble));
    }

    private static Observation with(Observation seen, Pods pods, Optional<RunSnapshot> run, Optional<Trouble> trouble) {
        return new Observation(
                seen.test(),
                seen.plan(),
                seen.job(),
                seen.networkPolicy(),
                pods,
                seen.obstacles(),
                run,
                trouble,
                seen.listing(),
                seen.otherRuns(),
                seen.inputs(),
                seen.now());
    }

    public static Validated.Runnable runnable(LoadTest test) {
        Settings settings = settings();
        Validated validated = new Validator(settings, new TargetGuard(settings.targets())).validate(seen(test));
        if (validated instanceof Validated.Runnable runnable) {
            return runnable;
        }
        throw new IllegalArgumentException(validated.toString());
    }
}
