package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The baseline of a run: read at the claim, then kept by its plan. */
class BaselineTest {
    private static final String BASELINE = "baseline: {results: {configMap: base}, limits: [{expr: \"p99 <= +5%\"}]}";

    private static ComparedRun run(Verdict verdict, String print) {
        return new ComparedRun(
                "plots",
                7,
                verdict,
                "",
                List.of(new BlockEntry("health", "", "health", Kind.TRACKED, print, List.of())));
    }

    private static Inputs inputs(FoundBaseline baseline) {
        return new Inputs(
                Map.of("plots", new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of())),
                Map.of(),
                Map.of(),
                baseline);
    }

    private static Validated validate(LoadTest test, Optional<ConfigMap> plan, FoundBaseline baseline) {
        Settings settings = SampleTests.settings();
        Observation seen = ObservationDraft.of(SampleTests.seen(test))
                .plan(plan)
                .inputs(inputs(baseline))
                .observation();
        return new Validator(settings, new TargetGuard(settings.targets())).validate(seen);
    }

    private static List<String> problems(String more, FoundBaseline baseline) {
        return validate(SampleTests.test(more), Optional.empty(), baseline) instanceof Validated.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private static FoundBaseline found(ComparedRun run) {
        return FoundBaseline.of("configmap/base", run);
    }

    /** Whatever happens to its results: a takeover reads the plan alone. */
    @Test
    void planKeepsIt() {
        LoadTest test = SampleTests.test(BASELINE);
        Validated.Runnable claimed =
                (Validated.Runnable) validate(test, Optional.empty(), found(run(Verdict.PASSED, "0123")));
        assertThat(claimed.plan().seed()).isEqualTo(7);
        assertThat(Objects.requireNonNull(claimed.baseline()).run()).isEqualTo(run(Verdict.PASSED, "0123"));

        test.setStatus(Statuses.planned(Statuses.started(State.STARTING, SampleTests.NOW), claimed.content()));
        Validated.Runnable later = (Validated.Runnable) validate(
                test,
                Optional.of(PlanConfigMap.desired(test, claimed.content())),
                FoundBaseline.none("results.configMap", "there is no ConfigMap \"base\""));
        assertThat(later.baseline()).isEqualTo(claimed.baseline());
    }

    @Test
    void refusedWithItsField() {
        assertThat(problems(BASELINE, FoundBaseline.none("results.configMap", "there is no ConfigMap \"base\"")))
                .containsExactly("spec.baseline.results.configMap: there is no ConfigMap \"base\"");
        assertThat(problems(BASELINE.replace("results: {configMap: base}", "file: base.json"), FoundBaseline.ELSEWHERE))
                .containsExactly("spec.baseline.results: is required for a run in a cluster");
        assertThat(problems(BASELINE, found(run(Verdict.INVALID, "0123"))))
                .singleElement()
                .asString()
                .startsWith("spec.baseline: the verdict of the run in configmap/base is Invalid");
        assertThat(problems(BASELINE, found(new ComparedRun("plots", 7, Verdict.PASSED, "", List.of()))))
                .singleElement()
                .asString()
                .startsWith("spec.baseline: the results in configmap/base hold no blocks");
        assertThat(problems("seed: 8\n  " + BASELINE, found(run(Verdict.PASSED, "0123"))))
                .singleElement()
                .asString()
                .startsWith("spec.baseline: the run in configmap/base has the seed 7 and this one 8");
    }

    @Test
    void boundedBesideThePlan() {
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(1 << 20, ' ' + 1, '~').forEach(c -> noise.append((char) c));
        assertThat(problems(BASELINE, found(run(Verdict.PASSED, noise.toString()))))
                .singleElement()
                .asString()
                .startsWith("spec.baseline.results.configMap: the blocks of its results have ");
    }
}
