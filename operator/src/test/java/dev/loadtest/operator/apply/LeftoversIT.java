package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.Runs;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects left by a LoadTest deleted with {@code --cascade=orphan}. */
@Timeout(30)
class LeftoversIT {
    private static final LoadTest TEST = SampleTests.test("parallelism: 2");
    private static final Names NAMES = Names.of(TEST);
    private static final OperatorKey KEY = new OperatorKey(new byte[32]);

    private final ApiServer server = new ApiServer();
    private final Runs runs = new Runs();
    private final Leftovers leftovers = new Leftovers(server.client(), KEY);

    LeftoversIT() throws IOException {
        new RunMaker(
                        server.client(),
                        new Cluster(server.client()),
                        runs,
                        KEY,
                        SampleTests.settings(),
                        new TargetGuard(SampleTests.settings().targets()))
                .make(SampleTests.seen(TEST), new Decision.CreateObjects(SampleTests.runnable(TEST)));
        for (String name : List.of(NAMES.checkpoint(), NAMES.results(), "of-a-user")) {
            server.put(new ConfigMapBuilder()
                    .withMetadata(Ownership.metadata(TEST, name))
                    .editMetadata()
                    .withUid(name)
                    .endMetadata()
                    .build());
        }
    }

    @AfterEach
    void close() {
        runs.close();
        server.close();
    }

    private void orphan() {
        server.change("", it -> it.withObject("/metadata").remove("ownerReferences"));
    }

    private Job job() {
        return server.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace("shop")
                .withName(NAMES.base())
                .get();
    }

    private Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace("shop")
                .withUid("w")
                .withLabels(NAMES.labels())
                .endMetadata()
                .withSpec(job().getSpec().getTemplate().getSpec())
                .build();
    }

    @Test
    void removesAllButResults() {
        orphan();
        leftovers.of(TEST);
        assertThat(server.deleted())
                .containsExactlyInAnyOrder(NAMES.plan(), NAMES.checkpoint(), NAMES.base(), NAMES.base());
    }

    @Test
    void ownedObjectsStay() {
        leftovers.of(TEST);
        leftovers.sweep(List.of(job()), List.of(), List.of());
        assertThat(server.deletes()).isEmpty();
    }

    @Test
    void orphansFoundByJobOrPods() {
        orphan();
        leftovers.sweep(List.of(job()), List.of(server.put(pod())), List.of());
        assertThat(server.deleted())
                .containsExactlyInAnyOrder(NAMES.plan(), NAMES.checkpoint(), NAMES.base(), NAMES.base(), "worker");
    }

    @Test
    void runUnderWayIsUntouched() {
        orphan();
        leftovers.sweep(List.of(job()), List.of(server.put(pod())), List.of(TEST));
        assertThat(server.deletes()).isEmpty();
        // The caches are stale.
        server.put(TEST);
        leftovers.sweep(List.of(job()), List.of(), List.of());
        assertThat(server.deletes()).isEmpty();
    }

    @Test
    void completedRunsOrphansAreRemoved() {
        orphan();
        LoadTest over = SampleTests.test(Statuses.completed(SampleTests.NOW, SampleTests.NOW));
        leftovers.sweep(List.of(), List.of(server.put(pod())), List.of(over));
        assertThat(server.deleted()).contains("worker");
        assertThat(Statuses.started(State.RUNNING, SampleTests.NOW).completionTime())
                .isNull();
    }

    /** Anybody can write labels. */
    @Test
    void unsealedPodOrJobStays() {
        orphan();
        Pod labelled = pod();
        labelled.getSpec().getContainers().forEach(container -> container.setEnv(List.of()));
        Pod ofAnotherRun = pod();
        ofAnotherRun.getMetadata().getLabels().put(Names.LABEL_UID, "another");
        Job job = job();
        job.getSpec().getTemplate().getSpec().getContainers().forEach(container -> container.setEnv(List.of()));
        leftovers.sweep(List.of(job), List.of(server.put(labelled), ofAnotherRun), List.of());
        assertThat(server.deletes()).isEmpty();
    }

    @Test
    void nameAloneIsNoProof() {
        orphan();
        server.change("configmaps/" + NAMES.plan(), (ObjectNode it) -> it.withObject("/metadata/labels")
                .put(Names.LABEL_UID, "another"));
        leftovers.of(TEST);
        assertThat(server.deleted()).doesNotContain(NAMES.plan());
    }
}
