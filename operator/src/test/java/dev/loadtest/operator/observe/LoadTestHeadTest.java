package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Statuses;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadTestHeadTest {
    private static final KubernetesSerialization HEADS = LoadTestHead.serialization();

    private static LoadTest whole() {
        LoadTest test = SampleTests.test(
                Statuses.started(State.RUNNING, SampleTests.NOW),
                "parallelism: 3",
                "suspend: true",
                "ttlSecondsAfterFinished: 9",
                "output: {persistentVolumeClaim: {claimName: results, subPath: a}}");
        test.getMetadata().setAnnotations(Map.of("large", "x".repeat(1_000), "argocd.argoproj.io/hook", "PostSync"));
        test.getMetadata().setLabels(Map.of("team", "shop", "kustomize.toolkit.fluxcd.io/name", "apps"));
        return test;
    }

    @Test
    void keepsIdentityAndNeededFields() {
        LoadTest whole = whole();
        LoadTest head = HEADS.unmarshal(Serialization.asJson(whole), LoadTest.class);
        assertThat(head.getMetadata().getName()).isEqualTo(whole.getMetadata().getName());
        assertThat(head.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(head.getMetadata().getUid()).isEqualTo(SampleTests.UID);
        assertThat(head.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(head.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(head.getMetadata().getAnnotations()).containsOnlyKeys("argocd.argoproj.io/hook");
        assertThat(head.getMetadata().getLabels()).containsOnlyKeys("kustomize.toolkit.fluxcd.io/name");
        assertThat(head.getStatus()).isEqualTo(whole.getStatus());
        assertThat(head.getSpec().parallelism()).isEqualTo(3);
        assertThat(head.getSpec().suspend()).isTrue();
        assertThat(head.getSpec().stop()).isNull();
        assertThat(head.getSpec().ttlSecondsAfterFinished()).isEqualTo(9);
        assertThat(head.getSpec().output()).isEqualTo(whole.getSpec().output());
        assertThat(head.getSpec().requests()).isNull();
    }

    /** A watch sends a bookmark once a minute, an object of empty fields; an exception would end the operator. */
    @Test
    void bookmarks() {
        String bookmark = """
                {"kind": "Job", "apiVersion": "batch/v1", "metadata": {"resourceVersion": "12", "creationTimestamp": null},
                "spec": {"template": {"metadata": {"creationTimestamp": null}, "spec": {"containers": null}}}, "status": {}}""";
        assertThat(HEADS.unmarshal(bookmark, Job.class).getMetadata().getResourceVersion())
                .isEqualTo("12");
        String ofPods = """
                {"kind": "Pod", "apiVersion": "v1", "metadata": {"resourceVersion": "12", "creationTimestamp": null},
                "spec": {"containers": null}, "status": {}}""";
        assertThat(HEADS.unmarshal(ofPods, Pod.class).getMetadata().getResourceVersion())
                .isEqualTo("12");
        String withoutEnv = ofPods.replace("null}, \"status\"", "[{\"name\": \"a\", \"env\": null}]}, \"status\"");
        assertThat(HEADS.unmarshal(withoutEnv, Pod.class).getSpec().getContainers())
                .hasSize(1);
        String ofTests = """
                {"kind": "LoadTest", "apiVersion": "loadtest.dev/v1alpha1",
                "metadata": {"resourceVersion": "12", "creationTimestamp": null}}""";
        assertThat(HEADS.unmarshal(ofTests, LoadTest.class).getMetadata().getResourceVersion())
                .isEqualTo("12");
    }

    @Test
    void copyIsAHead() {
        LoadTest head = HEADS.unmarshal(Serialization.asJson(whole()), LoadTest.class);
        LoadTest copy = HEADS.clone(head);
        assertThat(copy.getSpec()).isEqualTo(head.getSpec());
        assertThat(copy.getStatus()).isEqualTo(head.getStatus());
        assertThat(copy.getMetadata()).isEqualTo(head.getMetadata());
    }

    @Test
    void lists() {
        String list = "{\"kind\":\"LoadTestList\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
                + Serialization.asJson(whole()) + "," + Serialization.asJson(SampleTests.test()) + "]}";
        KubernetesResourceList<?> read = (KubernetesResourceList<?>) HEADS.unmarshal(
                new java.io.ByteArrayInputStream(list.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new com.fasterxml.jackson.core.type.TypeReference<
                        io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList<LoadTest>>() {});
        assertThat(read.getItems()).hasSize(2);
        assertThat(((LoadTest) read.getItems().getFirst()).getSpec().parallelism())
                .isEqualTo(3);
    }

    @Test
    void skippedPartsTakeNoMemory() {
        String values = "\"a\",".repeat(150_000);
        String json = "{\"apiVersion\":\"loadtest.dev/v1alpha1\",\"kind\":\"LoadTest\",\"metadata\":{\"name\":\"x\"},"
                + "\"spec\":{\"requests\":[{\"values\":{\"v\":{\"oneOf\":[" + values + "\"a\"]}}}],\"suspend\":true}}";
        HEADS.unmarshal(json, LoadTest.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        LoadTest head = HEADS.unmarshal(json, LoadTest.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3L * json.length());
        assertThat(head.getSpec().suspend()).isTrue();
    }

    @Test
    void leanPods() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withUid("u")
                .addToLabels("loadtest.dev/name", "plots")
                .addToLabels("other", "x")
                .addToAnnotations("batch.kubernetes.io/job-completion-index", "3")
                .addToAnnotations("large", "x".repeat(1_000))
                .addNewOwnerReference()
                .withUid("job")
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("worker")
                .addNewEnv()
                .withName("LARGE")
                .withValue("x".repeat(1_000))
                .endEnv()
                .addNewEnv()
                .withName("LOADTEST_RUN_SEAL")
                .withValue("0a")
                .endEnv()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP("10.0.0.1")
                .endStatus()
                .build();
        Pod lean = HEADS.unmarshal(Serialization.asJson(pod), Pod.class);
        assertThat(lean.getSpec().getContainers()).hasSize(1);
        assertThat(lean.getSpec().getContainers().getFirst().getName()).isNull();
        assertThat(lean.getSpec().getContainers().getFirst().getEnv())
                .extracting(variable -> variable.getName() + "=" + variable.getValue())
                .containsExactly("LOADTEST_RUN_SEAL=0a");
        assertThat(lean.getMetadata().getLabels()).containsOnlyKeys("loadtest.dev/name");
        assertThat(lean.getMetadata().getAnnotations()).containsOnlyKeys("batch.kubernetes.io/job-completion-index");
        assertThat(lean.getMetadata().getOwnerReferences().getFirst().getUid()).isEqualTo("job");
        assertThat(lean.getStatus().getPodIP()).isEqualTo("10.0.0.1");
    }

    @Test
    void wholeSpecOfSameGeneration() {
        LoadTest head = HEADS.unmarshal(Serialization.asJson(whole()), LoadTest.class);
        String json = Serialization.asJson(whole());
        assertThat(WholeSpec.of(head, json))
                .get()
                .satisfies(it -> assertThat(it.getSpec()).isEqualTo(whole().getSpec()))
                .satisfies(it -> assertThat(it.getStatus()).isEqualTo(head.getStatus()));
        LoadTest newer = whole();
        newer.getMetadata().setGeneration(2L);
        assertThat(WholeSpec.of(head, Serialization.asJson(newer))).isEmpty();
        LoadTest another = whole();
        another.getMetadata().setUid("another");
        assertThat(WholeSpec.of(head, Serialization.asJson(another))).isEmpty();
    }
}
