package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedTest {
    private static final LoadTest TEST = SampleTests.test();

    /** Deleted with its objects left behind, and applied again under the same name. */
    private static LoadTest predecessor() {
        LoadTest before = SampleTests.test();
        before.getMetadata().setUid("another");
        return before;
    }

    private static Job job(LoadTest owner) {
        return new JobBuilder()
                .withMetadata(Ownership.metadata(owner, Names.of(owner).base()))
                .build();
    }

    private static Pod pod(LoadTest test) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(Names.of(test).base() + "-0-abcde")
                .withUid("pod-of-" + test.getMetadata().getUid())
                .withLabels(Names.of(test).labels())
                .endMetadata()
                .build();
    }

    @Test
    void predecessorsObjectsAreExcluded() {
        Pod own = pod(TEST);
        Job ownJob = job(TEST);
        Job orphan = job(predecessor());
        orphan.getMetadata().setOwnerReferences(List.of());
        Observer.Cached cached = Observer.Cached.of(
                TEST, List.of(pod(predecessor()), own), List.of(orphan, job(predecessor()), ownJob), List.of(TEST));
        assertThat(cached.pods()).containsExactly(own);
        assertThat(cached.job()).contains(ownJob);
        assertThat(cached.tests()).containsExactly(TEST);
    }

    /** Anybody can set labels. */
    @Test
    void barePodIsNoWorker() {
        Job job = job(TEST);
        job.getMetadata().setUid("the-job");
        Pod bare = pod(TEST);
        Pod ofAnotherJob = controlled("another-job", true);
        Pod owned = controlled("the-job", false);
        Pod ours = controlled("the-job", true);
        List<Pod> all = List.of(bare, ofAnotherJob, owned, ours);
        assertThat(Observer.workers(all, Optional.of(job), Set.of())).containsExactly(ours);
        assertThat(Observer.workers(all, Optional.empty(), Set.of())).isEmpty();
        bare.getMetadata().setUid("orphaned");
        assertThat(Observer.workers(all, Optional.of(job), Set.of("orphaned"))).containsExactly(bare, ours);
    }

    private static Pod controlled(String jobUid, boolean controller) {
        Pod pod = pod(TEST);
        pod.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withKind("Job")
                        .withUid(jobUid)
                        .withController(controller)
                        .build()));
        return pod;
    }

    @Test
    void noJobNoWorkers() {
        Observer.Cached cached =
                Observer.Cached.of(TEST, List.of(pod(predecessor())), List.of(job(predecessor())), List.of());
        assertThat(cached.pods()).isEmpty();
        assertThat(cached.job()).isEmpty();
    }
}
