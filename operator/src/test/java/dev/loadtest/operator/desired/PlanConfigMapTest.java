package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Statuses;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanConfigMapTest {
    private final LoadTest test = SampleTests.test();
    private final PlanConfigMap.Content content = new PlanConfigMap.Content(
            PlanConfigMap.manifest("plots", test.getSpec()),
            9007199254740992L,
            List.of(new FileSet("csv", List.of(new FileRef("csv", "a.csv", 3, "ab")))),
            List.of("10.96.7.7/32"),
            List.of(Map.of("app", "plots", "tier", "web"), Map.of("app", "idp")),
            250.5);

    @Test
    void roundTrip() throws IOException {
        ConfigMap object = PlanConfigMap.desired(test, content);
        PlanConfigMap.Content read = PlanConfigMap.read(object);
        assertThat(read.manifest()).isEqualTo(content.manifest());
        assertThat(read.seed()).isEqualTo(content.seed());
        assertThat(read.files()).isEqualTo(content.files());
        assertThat(read.addresses()).isEqualTo(content.addresses());
        assertThat(read.selectors()).isEqualTo(content.selectors());
        assertThat(object.getImmutable()).isTrue();
        assertThat(Ownership.isOf(object, test)).isTrue();
    }

    @Test
    void keepsTheBaseline() throws IOException {
        PlanConfigMap.Content compared = new PlanConfigMap.Content(
                content.manifest(), 7, List.of(), List.of(), List.of(), 0, new byte[] {1, 2, 3});
        assertThat(PlanConfigMap.read(PlanConfigMap.desired(test, compared)).baseline())
                .containsExactly(1, 2, 3);
        assertThat(PlanConfigMap.read(PlanConfigMap.desired(test, content)).baseline())
                .isEmpty();
        assertThat(compared.sha256()).isNotEqualTo(content.sha256());
    }

    @Test
    void ownerAndLabelAreRequired() {
        ConfigMap unlabelled = PlanConfigMap.desired(test, content);
        unlabelled.getMetadata().setLabels(null);
        assertThat(Ownership.isOf(unlabelled, test)).isFalse();
        ConfigMap unowned = PlanConfigMap.desired(test, content);
        unowned.getMetadata().getOwnerReferences().getFirst().setUid("another");
        assertThat(Ownership.isOf(unowned, test)).isFalse();
    }

    @Test
    void digestInStatusIsRequired() {
        ConfigMap plan = PlanConfigMap.desired(test, content);
        assertThat(PlanConfigMap.isPlanOf(plan, test)).isFalse();
        test.setStatus(Statuses.planned(Statuses.started(State.RUNNING, SampleTests.NOW), content));
        assertThat(PlanConfigMap.isPlanOf(plan, test)).isTrue();
        List<ConfigMap> forged = List.of(
                new ConfigMapBuilder(plan).addToData("addresses", "0.0.0.0/0").build(),
                new ConfigMapBuilder(plan).addToData("more", "").build(),
                new ConfigMapBuilder(plan).removeFromData("seed").build(),
                new ConfigMapBuilder(plan)
                        .addToBinaryData("manifest.json.gz", "AAAA")
                        .build(),
                new ConfigMapBuilder(plan).withBinaryData(null).build(),
                new ConfigMapBuilder(plan).withData(null).build());
        assertThat(forged).noneMatch(it -> PlanConfigMap.isPlanOf(it, test));
    }

    @Test
    void reproducible() {
        assertThat(PlanConfigMap.desired(test, content)).isEqualTo(PlanConfigMap.desired(test, content));
    }

    @Test
    void malformedPlanIsReported() {
        ConfigMap object = PlanConfigMap.desired(test, content);
        assertThatThrownBy(() -> PlanConfigMap.read(new ConfigMapBuilder().build()))
                .isInstanceOf(IOException.class);
        ConfigMap seedless = new ConfigMapBuilder(object).removeFromData("seed").build();
        assertThatThrownBy(() -> PlanConfigMap.read(seedless)).isInstanceOf(IOException.class);
        ConfigMap garbled = new ConfigMapBuilder(object)
                .addToBinaryData("files.json.gz", "AAAA")
                .build();
        assertThatThrownBy(() -> PlanConfigMap.read(garbled)).isInstanceOf(IOException.class);
    }
}
