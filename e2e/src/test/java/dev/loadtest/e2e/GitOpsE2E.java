package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LoadTests that Argo CD and Flux apply, as the API server and the operator treat them. */
class GitOpsE2E {
    private static final String SINGLE = Scenario.read("e2e/scenarios/lifecycle/single.yaml");

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    private static UnaryOperator<LoadTest> named(String name, Map<String, String> annotations) {
        return test -> {
            LoadTest brief =
                    Manifests.spec(Map.of("ttlSecondsAfterFinished", 2)).apply(test);
            brief.getMetadata().setName(name);
            brief.getMetadata().setAnnotations(annotations);
            return brief;
        };
    }

    /** Argo CD would create it again, and it would run again, without end. A hook is not created again. */
    @Test
    void ttlDeletesNothingThatIsHealed() {
        try (Scenario scenario = Scenario.open("gitops-ttl")) {
            PlotService plots = scenario.plots();
            String tracked = "argocd.argoproj.io/tracking-id";
            Run healed = scenario.run(SINGLE, named("healed", Map.of(tracked, "shop")));
            assertThat(healed.awaitEnd(60).verdict()).as(healed::describe).isEqualTo(Verdict.PASSED);
            // Their time is over later than that of the first.
            Run plain = scenario.run(SINGLE, named("plain", Map.of()));
            Run hook =
                    scenario.run(SINGLE, named("hook", Map.of(tracked, "shop", "argocd.argoproj.io/hook", "PostSync")));
            plain.awaitGone(90);
            hook.awaitGone(90);

            assertThat(healed.status().message()).contains("ttlSecondsAfterFinished does not delete it");
            assertThat(healed.status().verdict()).isEqualTo(Verdict.PASSED);
            assertThat(plots.answered()).isEqualTo(3);
        }
    }

    /** kstatus waits for the generation to be observed. */
    @Test
    void laterChangeIsObserved() {
        try (Scenario scenario = Scenario.open("gitops-later")) {
            scenario.plots();
            Run run = scenario.run(SINGLE);
            assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);

            run.patch("{\"ttlSecondsAfterFinished\": 86400}");

            Long now = run.resource().get().getMetadata().getGeneration();
            assertThat(run.await(60, status -> Objects.equals(status.observedGeneration(), now))
                            .verdict())
                    .isEqualTo(Verdict.PASSED);
        }
    }

    /** As an apply, or Argo CD's Replace=true; with Force=true, or Flux's force, it is created anew and runs again. */
    @Test
    void changeOfAFinishedLoadTest(@TempDir Path folder) throws IOException {
        try (Scenario scenario = Scenario.open("gitops-change")) {
            PlotService plots = scenario.plots();
            Path manifest = Files.writeString(folder.resolve("loadtest.yaml"), SINGLE);
            kubectl(scenario, "apply", manifest).ok();
            Run run = new Run(scenario.client(), scenario.namespace(), "single");
            assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            String uid = run.resource().get().getMetadata().getUid();
            Files.writeString(manifest, SINGLE.replace("parallelism: 2", "parallelism: 1"));

            for (String how : new String[] {"apply", "replace"}) {
                Command refused = kubectl(scenario, how, manifest);
                assertThat(refused.exit()).isNotZero();
                assertThat(refused.out()).contains("spec.parallelism cannot change once the run has started");
            }
            kubectl(scenario, "replace", manifest, "--force").ok();

            assertThat(run.resource().get().getMetadata().getUid()).isNotEqualTo(uid);
            assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(plots.answered()).isEqualTo(2);
        }
    }

    private static Command kubectl(Scenario scenario, String verb, Path manifest, String... options) {
        String[] words = new String[5 + options.length];
        System.arraycopy(new String[] {"-n", scenario.namespace(), verb, "-f", manifest.toString()}, 0, words, 0, 5);
        System.arraycopy(options, 0, words, 5, options.length);
        return Command.kubectl(words);
    }
}
