package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedTest {
    private static final LoadTest TEST = SampleTests.test();

    /** Deleted with its objects left behind, and applied again under its name. */
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
                .withLabels(Names.of(test).labels())
                .endMetadata()
                .build();
    }

    @Test
    void whatAPredecessorOfTheSameNameLeftBehindIsNotSeen() {
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

    @Test
    void withoutItsOwnThereIsNone() {
        Observer.Cached cached =
                Observer.Cached.of(TEST, List.of(pod(predecessor())), List.of(job(predecessor())), List.of());
        assertThat(cached.pods()).isEmpty();
        assertThat(cached.job()).isEmpty();
    }
}
