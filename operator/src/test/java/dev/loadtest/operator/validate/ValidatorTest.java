package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.ConfigMapFiles;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of a LoadTest with the objects of its namespace and the limits of the chart. */
class ValidatorTest {
    private static final String OVER_FILES = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: plots}
            spec:
              target: {url: "http://plots:8000"}
              files: [{name: csv, configMap: {name: inputs}}]
              requests: [{name: send, method: POST, path: /, multipart: [{name: file, file: "${file}"}]}]
              phases: [{name: send, forEach: {files: csv}, request: send}]
            """;

    private static Validated validate(Settings settings, Observation seen) {
        return new Validator(settings, new TargetGuard(settings.targets())).validate(seen);
    }

    private static Observation with(LoadTest test, Optional<ConfigMap> plan, Inputs inputs) {
        return ObservationDraft.of(SampleTests.seen(test))
                .plan(plan)
                .inputs(inputs)
                .observation();
    }

    private static Inputs inputs(ConfigMap files) {
        return SampleTests.inputs(Map.of("inputs", ConfigMapFiles.of(files, true)), Map.of());
    }

    private static List<String> problems(Validated validated) {
        return validated instanceof Validated.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private static ConfigMap files(String content) {
        return new ConfigMapBuilder()
                .addToData("b.csv", content)
                .addToBinaryData("a.csv", "AAE=")
                .build();
    }

    /** Claimed, with the plan named by its status. */
    private static Observation planned(LoadTest test, Validated.Runnable claimed, Inputs inputs) {
        test.setStatus(Statuses.planned(Statuses.started(State.STARTING, SampleTests.NOW), claimed.content()));
        return with(test, Optional.of(PlanConfigMap.desired(test, claimed.content())), inputs);
    }

    private static Inputs plots() {
        return new Inputs(
                Map.of("plots", new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                Map.of(),
                Map.of());
    }

    private static List<String> output(String parallelism, String mode) {
        LoadTest test = SampleTests.test(parallelism, "output: {persistentVolumeClaim: {claimName: results}}");
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewSpec()
                .withAccessModes(mode)
                .endSpec()
                .build();
        Inputs inputs = new Inputs(
                Map.of("plots", new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                Map.of(),
                Map.of("results", claim));
        return problems(validate(SampleTests.settings(), with(test, Optional.empty(), inputs)));
    }

    @Nested
    class Files {
        @Test
        void recordsConfigMapFiles() {
            Validated.Runnable runnable = (Validated.Runnable) validate(
                    SampleTests.settings(),
                    with(SampleTests.of(OVER_FILES, null), Optional.empty(), inputs(files("héllo"))));
            assertThat(runnable.content().files().getFirst().files())
                    .extracting(file -> file.name() + " " + file.size())
                    .containsExactly("a.csv 2", "b.csv 6");
            assertThat(runnable.content().addresses()).containsExactly("10.96.7.7/32");
        }

        @Test
        void tooManyKeys() {
            Map<String, String> data = IntStream.rangeClosed(0, ConfigMapFiles.MAX_KEYS)
                    .boxed()
                    .collect(Collectors.toMap(i -> "k" + i, i -> ""));
            Inputs inputs = inputs(new ConfigMapBuilder().withData(data).build());
            assertThat(problems(validate(
                            SampleTests.settings(), with(SampleTests.of(OVER_FILES, null), Optional.empty(), inputs))))
                    .containsExactly(
                            "spec.files[0].configMap.name: the ConfigMap \"inputs\" has 10001 keys, more than 10000;"
                                    + " take a volume");
        }

        @Test
        void missingConfigMap() {
            Inputs none = new Inputs(
                    Map.of("plots", new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                    Map.of(),
                    Map.of());
            assertThat(problems(validate(
                            SampleTests.settings(), with(SampleTests.of(OVER_FILES, null), Optional.empty(), none))))
                    .containsExactly("spec.files[0].configMap.name: there is no ConfigMap \"inputs\"");
        }

        @Test
        void unsuitableAccessMode() {
            assertThat(output("parallelism: 2", "ReadWriteOnce"))
                    .singleElement()
                    .satisfies(it -> assertThat(it).contains("ReadWriteOnce cannot serve 2 pods"));
            assertThat(output("parallelism: 1", "ReadWriteOnce")).isEmpty();
            assertThat(output("parallelism: 2", "ReadWriteMany")).isEmpty();
            assertThat(output("parallelism: 1", "ReadOnlyMany")).hasSize(1);
        }
    }

    @Nested
    class StartedRuns {
        @Test
        void startedRunIsReadFromPlan() {
            LoadTest test = SampleTests.of(OVER_FILES, null);
            Validated.Runnable before = (Validated.Runnable)
                    validate(SampleTests.settings(), with(test, Optional.empty(), inputs(files("before"))));
            assertThat(((Validated.Runnable) validate(SampleTests.settings(), planned(test, before, plots()))).plan())
                    .isEqualTo(before.plan());
        }

        /** Of two runs with one seed each has traces of its own, and a takeover does not change them. */
        @Test
        void tracesFollowFromTheUid() {
            LoadTest test = SampleTests.test("trace: {}");
            Validated.Runnable before =
                    (Validated.Runnable) validate(SampleTests.settings(), with(test, Optional.empty(), plots()));
            Validated.Runnable after =
                    (Validated.Runnable) validate(SampleTests.settings(), planned(test, before, plots()));

            assertThat(before.plan().trace())
                    .isEqualTo(new Trace("traceparent", true, test.getMetadata().getUid(), ""));
            assertThat(after.plan()).isEqualTo(before.plan());
        }

        @Test
        void limitsAndTargetsAreCheckedAgain() {
            LoadTest test = SampleTests.test("parallelism: 3");
            Validated.Runnable before =
                    (Validated.Runnable) validate(SampleTests.settings(), with(test, Optional.empty(), plots()));
            Settings stricter = SampleTests.settings(new Limits(0, 2, Duration.ofSeconds(1), 5), false);
            assertThat(problems(validate(stricter, planned(test, before, Inputs.NONE))))
                    .hasSize(4)
                    .anySatisfy(it -> assertThat(it).startsWith("spec.parallelism: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.phases[0].burst: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.target.url: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.activeDeadlineSeconds: "));
        }

        /** The target may have crashed under the load; the run continues when it is back. */
        @Test
        void targetWithoutEndpoints() {
            LoadTest test = SampleTests.test();
            Validated.Runnable before =
                    (Validated.Runnable) validate(SampleTests.settings(), with(test, Optional.empty(), plots()));
            Inputs none = new Inputs(
                    Map.of("plots", new TargetService("plots", false, List.of(), Map.of(), List.of())),
                    Map.of(),
                    Map.of());
            assertThat(validate(SampleTests.settings(), planned(test, before, none)))
                    .isInstanceOf(Validated.Runnable.class);
        }

        @Test
        void foreignPlanIsNotRead() {
            LoadTest test = SampleTests.test();
            Validated.Runnable before =
                    (Validated.Runnable) validate(SampleTests.settings(), with(test, Optional.empty(), plots()));
            Observation forged = planned(test, before, plots());
            forged.plan().orElseThrow().getData().put("addresses", "0.0.0.0/0");
            assertThat(validate(SampleTests.settings(), forged))
                    .isInstanceOfSatisfying(
                            Validated.Runnable.class,
                            it -> assertThat(it.content().addresses()).containsExactly("10.96.7.7/32"));
        }
    }

    @Nested
    class ChartRules {
        @Test
        void ownNamespaceIsRefused() {
            LoadTest test = SampleTests.test();
            test.getMetadata().setNamespace(SampleTests.settings().namespace());
            Settings settings = SampleTests.settings();
            assertThat(problems(validate(settings, with(test, Optional.empty(), inputs(files("a"))))))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "metadata.namespace: no load test runs in loadtest-system, the operator's own namespace");
            Settings allowing = SampleTests.allowingOwnNamespace();
            assertThat(validate(allowing, with(test, Optional.empty(), inputs(files("a")))))
                    .isInstanceOf(Validated.Runnable.class);
        }

        /** A name that could reach others behind an allowed one must be allowed; a Service of the namespace has any name. */
        @ParameterizedTest
        @ValueSource(strings = {"host: %s", "headers: [{name: host, value: %s}]"})
        void hostObeysTargetRules(String field) {
            Settings settings = SampleTests.settings(Limits.NONE, false, "*.example.org");
            assertThat(problems(
                            validate(settings, called("a.example.org", field.formatted("b.example.org"), Inputs.NONE))))
                    .isEmpty();
            assertThat(problems(validate(
                            settings, called("a.example.org", field.formatted("bank.example.com"), Inputs.NONE))))
                    .containsExactly(
                            "spec.target.host: \"bank.example.com\" is not a Service of this namespace, and the"
                                    + " operator's targets.allow does not name it");
            assertThat(problems(validate(settings, called("plots:8000", field.formatted("shop.example.com"), plots()))))
                    .isEmpty();
        }

        private static Observation called(String authority, String field, Inputs inputs) {
            LoadTest test = SampleTests.of("""
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: plots}
                    spec:
                      target: {url: "http://%s", %s}
                      requests: [{name: r, path: /}]
                      phases: [{name: p, request: r}]
                    """.formatted(authority, field), null);
            return with(test, Optional.empty(), inputs);
        }

        @Test
        void drainCountsInDuration() {
            Settings settings = SampleTests.settings(new Limits(0, 0, Duration.ofMinutes(10), 0), false);
            Inputs inputs = inputs(files("a"));
            LoadTest endless = SampleTests.test("activeDeadlineSeconds: 60", "drain: 700h");
            assertThat(problems(validate(settings, with(endless, Optional.empty(), inputs))))
                    .containsExactly(
                            "spec.drain: after 1m the end may wait 700h more, together more than the operator allows"
                                    + " (limits.maxDuration 10m); set activeDeadlineSeconds or drain lower");
            LoadTest byDefault = SampleTests.test("drain: 700h");
            assertThat(problems(validate(settings, with(byDefault, Optional.empty(), inputs))))
                    .singleElement()
                    .asString()
                    .startsWith("spec.activeDeadlineSeconds: the run may take 700h");
            LoadTest fits = SampleTests.test("activeDeadlineSeconds: 60", "drain: 9m");
            assertThat(problems(validate(settings, with(fits, Optional.empty(), inputs))))
                    .isEmpty();
        }

        @Test
        void limitsWithoutCompiledPlan() {
            LoadTest test = SampleTests.test("parallelism: 3", "select: nothing-is-called-so");
            Settings settings = SampleTests.settings(new Limits(0, 2, Duration.ZERO, 5), false);
            assertThat(problems(validate(settings, with(test, Optional.empty(), Inputs.NONE))))
                    .hasSize(4)
                    .anySatisfy(it -> assertThat(it).startsWith("spec.select: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.parallelism: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.phases[0].burst: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.target.url: "));
        }

        @Test
        void longestDurationWithoutDeadline() {
            Settings settings =
                    SampleTests.settings(new Limits(0, 0, Duration.ofSeconds(61), 0), false, "192.0.2.0/24");
            assertThat(problems(validate(settings, with(SampleTests.test(), Optional.empty(), plots()))))
                    .singleElement()
                    .satisfies(it -> assertThat(it).startsWith("spec.activeDeadlineSeconds: the run may take "));
            assertThat(problems(validate(
                            settings, with(SampleTests.test("activeDeadlineSeconds: 26"), Optional.empty(), plots()))))
                    .isEmpty();
        }
    }

    @Nested
    class Problems {
        @Test
        void allProblemsReportedTogether() {
            LoadTest test = SampleTests.test(
                    "parallelism: 3",
                    "worker: {image: \"mine:1\"}",
                    "output: {persistentVolumeClaim: {claimName: results}}");
            Settings settings = SampleTests.settings(new Limits(0, 2, Duration.ZERO, 0), false);
            assertThat(problems(validate(settings, with(test, Optional.empty(), Inputs.NONE))))
                    .hasSize(4)
                    .anySatisfy(it -> assertThat(it).startsWith("spec.parallelism: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.target.url: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.worker.image: "))
                    .anySatisfy(it -> assertThat(it).contains("there is no PersistentVolumeClaim \"results\""));
        }

        @Test
        void clusterAndManifestProblemsTogether() {
            LoadTest test = SampleTests.of(OVER_FILES + "  worker: {image: \"mine:1\"}\n", null);
            assertThat(problems(validate(SampleTests.settings(), with(test, Optional.empty(), Inputs.NONE))))
                    .hasSize(3)
                    .anySatisfy(it -> assertThat(it).startsWith("spec.files[0].configMap.name: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.target.url: "))
                    .anySatisfy(it -> assertThat(it).startsWith("spec.worker.image: "));
        }
    }
}
