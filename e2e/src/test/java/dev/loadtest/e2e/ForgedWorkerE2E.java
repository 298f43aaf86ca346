package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user who may create pods but no LoadTests cannot have them accepted as workers. */
class ForgedWorkerE2E {
    private static final String BRIEF = "e2e/scenarios/operator-loss/brief.yaml";
    private static final long BRIEF_REQUESTS = 5 * 20 + 400 + 5 * 20;
    private static final String FORGED = "e2e/scenarios/forged-worker/";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void barePodIsIgnored() {
        try (Scenario scenario = Scenario.open("forged-worker")) {
            PlotService plots = scenario.plots();
            scenario.apply(Scenario.read(FORGED + "service.yaml"));
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);
            LoadTest test = Objects.requireNonNull(run.resource().get());

            Pod spy = scenario.client().resource(spy(scenario, test, List.of())).create();
            scenario.client().resource(spy).waitUntilReady(60, TimeUnit.SECONDS);

            run.assertExact(plots, 120, BRIEF_REQUESTS);
            assertThat(Objects.requireNonNull(run.status().workers()).lost()).isZero();
            // Counts every request.
            assertThat(new PlotService(scenario.namespace(), "spy:8090").requests())
                    .isEmpty();
        }
    }

    /** The Job's controller may end it; it must receive no request before. */
    @Test
    void podWithForgedControllerTakesNoPlace() {
        try (Scenario scenario = Scenario.open("forged-owner")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);
            LoadTest test = Objects.requireNonNull(run.resource().get());
            String job = scenario.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(scenario.namespace())
                    .withName(Forgery.base(test))
                    .get()
                    .getMetadata()
                    .getUid();
            OwnerReference owner = new OwnerReferenceBuilder()
                    .withApiVersion("batch/v1")
                    .withKind("Job")
                    .withName(Forgery.base(test))
                    .withUid(job)
                    .withController(true)
                    .build();

            scenario.client().resource(spy(scenario, test, List.of(owner))).create();

            run.assertExact(plots, 120, BRIEF_REQUESTS);
            assertThat(Objects.requireNonNull(run.status().workers()).lost()).isZero();
        }
    }

    private static Pod spy(Scenario scenario, LoadTest test, List<OwnerReference> owners) {
        Pod template =
                scenario.client().getKubernetesSerialization().unmarshal(Scenario.read(FORGED + "pod.yaml"), Pod.class);
        TreeMap<String, String> labels = new TreeMap<>(Forgery.labels(test));
        labels.put("app", "spy");
        return new PodBuilder(template)
                .editMetadata()
                .withNamespace(scenario.namespace())
                .withLabels(labels)
                .addToAnnotations("batch.kubernetes.io/job-completion-index", "0")
                .withOwnerReferences(owners)
                .endMetadata()
                .build();
    }
}
