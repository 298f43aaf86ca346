package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Delete requests for each deleted kind. */
@Timeout(30)
class DeletionIT {
    private final ApiServer server = new ApiServer();
    private final Deletion deletion = new Deletion(server.client());

    DeletionIT() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<HasMetadata> ofEachKind() {
        LoadTest test = SampleTests.test();
        return Stream.of(
                SampleTests.test(),
                new ConfigMapBuilder()
                        .withMetadata(Ownership.metadata(test, "a"))
                        .build(),
                new PodBuilder().withMetadata(Ownership.metadata(test, "a")).build(),
                new JobBuilder().withMetadata(Ownership.metadata(test, "a")).build(),
                new NetworkPolicyBuilder()
                        .withMetadata(Ownership.metadata(test, "a"))
                        .build());
    }

    private static <T extends HasMetadata> T seen(T object) {
        object.getMetadata().setUid("seen");
        object.getMetadata().setResourceVersion("7");
        return object;
    }

    @ParameterizedTest
    @MethodSource("ofEachKind")
    void carriesObservedUid(HasMetadata object) {
        server.put(seen(object));
        assertThat(deletion.delete(object)).isTrue();
        assertThat(server.deletes()).hasSize(1);
        JsonNode said = server.deletes().getFirst();
        assertThat(said.at("/preconditions/uid").asText()).isEqualTo("seen");
        assertThat(said.at("/preconditions/resourceVersion").isTextual()).isFalse();
        assertThat(said.at("/propagationPolicy").asText()).isEqualTo("Background");
        assertThat(server.deleted()).containsExactly(object.getMetadata().getName());
    }

    @ParameterizedTest
    @MethodSource("ofEachKind")
    void replacementStays(HasMetadata object) {
        server.put(seen(object));
        object.getMetadata().setUid("before");
        assertThat(deletion.delete(object)).isFalse();
        assertThat(server.deleted()).isEmpty();
    }

    @Test
    void absentObjectIsDeleted() {
        assertThat(deletion.delete(seen(SampleTests.test()))).isTrue();
    }

    @Test
    void changedObjectStaysIfVersionMatters() {
        LoadTest test = server.put(seen(SampleTests.test()));
        test.getMetadata().setResourceVersion("6");
        assertThat(deletion.deleteUnchanged(test)).isFalse();
        assertThat(deletion.delete(test)).isTrue();
        assertThat(server.deletes())
                .extracting(it -> it.at("/preconditions/resourceVersion").asText())
                .containsExactly("6", "");
    }

    @Test
    void checkpointDeletesWhatItRead() {
        ConfigMap object = seen(new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(SampleTests.test(), "head"))
                .build());
        server.put(object);
        new ClusterConfigMaps(server.client(), "shop").delete(object);
        assertThat(server.deleted()).isEqualTo(List.of("head"));
        assertThat(server.deletes().getFirst().at("/preconditions/uid").asText())
                .isEqualTo("seen");
    }
}
