package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.message.SignInSettings;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The Job of a run's workers, and its pods. */
class WorkerJobTest {
    private static Job job(Settings settings, LoadTest test) {
        Validated.Runnable runnable = SampleTests.runnable(test);
        return WorkerJob.desired(
                test,
                new WorkerJob.Inputs(
                        runnable.plan(), runnable.references(), "beef", List.of("10.96.7.7/32"), settings));
    }

    private static Job job(String... spec) {
        return job(SampleTests.settings(), SampleTests.test(spec));
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static Container container(Job job) {
        return pod(job).getContainers().getFirst();
    }

    private static Map<String, String> environment(Job job) {
        return container(job).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    @Nested
    class SignIns {
        private static final String CLIENT =
                "auth: {oauth2: {tokenUrl: \"http://plots:8000/token\", clientId: me, clientSecret: {secretKeyRef: {name: idp, key: secret}}}}";

        @Test
        void clientsAreKnownBeforeThePlanAndTheirSecretsMounted() {
            LoadTest test = SampleTests.of("""
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: plots}
                    spec:
                      target: {url: "http://plots:8000", %s}
                      requests: [{name: health, path: /health}]
                      phases: [{name: health, request: health}]
                    """.formatted(CLIENT), null);
            Job job = job(SampleTests.settings(), test);

            assertThat(SignInSettings.read(environment(job).get("LOADTEST_SIGN_INS")))
                    .containsExactlyElementsOf(SampleTests.runnable(test).plan().clients())
                    .hasSize(1);
            assertThat(environment(job).get("LOADTEST_REQUIRED_REFERENCES")).isEqualTo("secret/idp/secret");
        }

        @Test
        void withoutClientsThereIsNoVariable() {
            assertThat(environment(job())).doesNotContainKey("LOADTEST_SIGN_INS");
        }
    }

    @Nested
    class WarmUps {
        private static Map<String, String> environment(int perSecond) {
            return WorkerJobTest.environment(
                    job(SampleTests.settings(), SampleTests.of("""
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: plots}
                    spec:
                      target: {url: "http://plots:8000"}
                      parallelism: 2
                      requests: [{name: health, path: /health}]
                      phases: [{name: health, request: health, rate: {perSecond: %d, duration: 1h}}]
                    """.formatted(perSecond), null)));
        }

        @Test
        void briefWhereLittleIsAskedOfAWorker() {
            assertThat(environment(1_000)).containsEntry("LOADTEST_WARM_UP", "brief");
            assertThat(environment(1_001)).doesNotContainKey("LOADTEST_WARM_UP");
        }
    }

    @Nested
    class TheJob {
        @Test
        void indexedJobIgnoresDisruptions() {
            Job job = job("parallelism: 3");
            assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
            assertThat(job.getSpec().getCompletions()).isEqualTo(3);
            assertThat(job.getSpec().getParallelism()).isEqualTo(3);
            assertThat(job.getSpec().getBackoffLimitPerIndex()).isEqualTo(10);
            assertThat(job.getSpec().getActiveDeadlineSeconds()).isNull();
            assertThat(job.getSpec().getPodFailurePolicy().getRules())
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.getAction()).isEqualTo("Ignore");
                        assertThat(rule.getOnPodConditions().getFirst().getType())
                                .isEqualTo("DisruptionTarget");
                    });
            assertThat(pod(job).getRestartPolicy()).isEqualTo("Never");
        }

        @Test
        void ownerAndName() {
            LoadTest test = SampleTests.test();
            Job job = job(SampleTests.settings(), test);
            assertThat(job.getMetadata().getName()).matches("plots-[0-9a-f]{8}");
            assertThat(Ownership.isOf(job, test)).isTrue();
            test.getMetadata().setUid("another");
            assertThat(Ownership.isOf(job, test)).isFalse();
            assertThat(Names.of(test).base()).isNotEqualTo(job.getMetadata().getName());
        }

        @Test
        void longestNameFits() {
            LoadTest test = SampleTests.test();
            test.getMetadata().setName("a".repeat(40));
            // The pod of an Indexed Job is named BASE-INDEX-xxxxx; with an index of up to three digits it is a DNS
            // label.
            assertThat(Names.of(test).base() + "-999-xxxxx").hasSizeLessThanOrEqualTo(63);
        }
    }

    @Nested
    class ThePod {
        @Test
        void restrictedPods() {
            PodSpec pod = pod(job());
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            Container container = pod.getContainers().getFirst();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        }

        @Test
        void labelsAndAnnotations() {
            Job job = job("worker: {labels: {team: shop}, annotations: {sidecar.istio.io/inject: \"true\"}}");
            assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                    .containsEntry("team", "shop")
                    .containsEntry(Names.LABEL_UID, SampleTests.UID);
            assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
                    .containsEntry("sidecar.istio.io/inject", "true");
            assertThat(job().getSpec().getTemplate().getMetadata().getAnnotations())
                    .containsEntry("sidecar.istio.io/inject", "false");
        }

        /** Keys refused by validation are also dropped here. */
        @Test
        void forbiddenAnnotationsAreDropped() {
            LoadTest test = SampleTests.test("worker: {labels: {app: payments}, annotations:"
                    + " {container.apparmor.security.beta.kubernetes.io/worker: unconfined, sidecar.istio.io/userVolume: '[]',"
                    + " vault.hashicorp.com/agent-inject: 'true', k8s.v1.cni.cncf.io/networks: kube-system/mgmt}}");

            Validated.Runnable runnable = SampleTests.runnable(SampleTests.test());
            Job job = WorkerJob.desired(
                    test,
                    new WorkerJob.Inputs(
                            runnable.plan(), runnable.references(), "beef", List.of(), SampleTests.settings()));

            assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
                    .containsOnlyKeys("sidecar.istio.io/inject");
            assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).doesNotContainKey("app");
        }

        @Test
        void dnsSettings() {
            PodSpec pod = pod(
                    job(
                            "worker: {dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.5], searches: [example.org], options: [{name:"
                                    + " ndots, value: \"1\"}, {name: edns0}]}, hostAliases: [{ip: 10.96.7.7, hostnames: [a, b]}]}"));
            assertThat(pod.getDnsPolicy()).isEqualTo("None");
            assertThat(pod.getDnsConfig().getNameservers()).containsExactly("192.0.2.5");
            assertThat(pod.getDnsConfig().getSearches()).containsExactly("example.org");
            assertThat(pod.getDnsConfig().getOptions())
                    .containsExactly(new PodDNSConfigOption("ndots", "1"), new PodDNSConfigOption("edns0", null));
            assertThat(pod.getHostAliases()).containsExactly(new HostAlias(List.of("a", "b"), "10.96.7.7"));
            PodSpec plain = pod(job());
            assertThat(plain.getDnsPolicy()).isNull();
            assertThat(plain.getDnsConfig()).isNull();
            assertThat(plain.getHostAliases()).isEmpty();
        }

        @Test
        void userLeftToAdmission() {
            Settings settings = SampleTests.settings();
            assertThat(pod(job(settings, SampleTests.test()))
                            .getSecurityContext()
                            .getRunAsUser())
                    .isEqualTo(65532);
            PodSpec pod = pod(job(SampleTests.runAs(settings, Settings.RunAs.ADMISSION), SampleTests.test()));
            assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
            assertThat(pod.getSecurityContext().getRunAsGroup()).isNull();
            assertThat(pod.getSecurityContext().getFsGroup()).isNull();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        }

        @Test
        void otherImageOnlyIfAllowed() {
            LoadTest test = SampleTests.test("worker: {image: \"mine:2\", imagePullPolicy: Always}");
            Validated.Runnable runnable = SampleTests.runnable(SampleTests.test());
            Settings allowed = SampleTests.settings(Limits.NONE, true);
            WorkerJob.Inputs inputs =
                    new WorkerJob.Inputs(runnable.plan(), runnable.references(), "beef", List.of(), allowed);
            assertThat(container(WorkerJob.desired(test, inputs)).getImage()).isEqualTo("mine:2");
            WorkerJob.Inputs forbidden = new WorkerJob.Inputs(
                    runnable.plan(), runnable.references(), "beef", List.of(), SampleTests.settings());
            assertThat(container(WorkerJob.desired(test, forbidden)).getImage()).isEqualTo("worker:1");
        }

        @Test
        void resourcesNeverContradict() {
            assertThat(container(job("worker: {resources: {requests: {memory: 1Gi}}}"))
                            .getResources()
                            .getLimits())
                    .containsEntry("memory", new Quantity("1Gi"));
            assertThat(container(job("worker: {resources: {limits: {memory: 128Mi, cpu: 100m}}}"))
                            .getResources()
                            .getRequests())
                    .isEqualTo(Map.of("memory", new Quantity("128Mi"), "cpu", new Quantity("100m")));
        }

        /** What a LoadTest gives replaces a default; resources are replaced one by one. */
        @Test
        void defaultsOfTheChart() {
            Settings settings = SampleTests.defaults(
                    SampleTests.settings(),
                    SampleTests.worker(
                            "resources: {requests: {cpu: 100m, memory: 192Mi}, limits: {memory: 384Mi}}",
                            "imagePullSecrets: [{name: registry}]",
                            "nodeSelector: {pool: load}",
                            "tolerations: [{key: load, operator: Exists}]"));
            PodSpec pod = pod(job(settings, SampleTests.test()));
            assertThat(pod.getNodeSelector()).isEqualTo(Map.of("pool", "load"));
            assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("registry"));
            assertThat(pod.getTolerations()).singleElement().satisfies(it -> assertThat(it.getKey())
                    .isEqualTo("load"));
            assertThat(pod.getContainers().getFirst().getResources().getRequests())
                    .isEqualTo(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("192Mi")));
            assertThat(pod.getContainers().getFirst().getResources().getLimits())
                    .isEqualTo(Map.of("memory", new Quantity("384Mi")));

            PodSpec own = pod(job(
                    settings,
                    SampleTests.test(
                            "worker: {nodeSelector: {disk: ssd}, tolerations: [], imagePullSecrets: [{name: mine}],"
                                    + " resources: {requests: {memory: 1Gi}}}")));
            assertThat(own.getNodeSelector()).isEqualTo(Map.of("disk", "ssd"));
            assertThat(own.getTolerations()).isEmpty();
            assertThat(own.getImagePullSecrets()).containsExactly(new LocalObjectReference("mine"));
            assertThat(own.getContainers().getFirst().getResources().getRequests())
                    .isEqualTo(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("1Gi")));
            assertThat(own.getContainers().getFirst().getResources().getLimits())
                    .isEqualTo(Map.of("memory", new Quantity("1Gi")));
        }

        @Test
        void operatorsPublicKey() {
            assertThat(environment(job()))
                    .containsEntry("LOADTEST_OPERATOR_KEY", "beef")
                    .containsEntry("LOADTEST_ALLOWED_TARGETS", "10.96.7.7/32")
                    .containsEntry("LOADTEST_DENIED_ADDRESSES", "10.96.0.1");
        }
    }

    @Nested
    class Volumes {
        @Test
        void mountsOnlyNeededKeys() {
            LoadTest test = SampleTests.of("""
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: plots}
                    spec:
                      target:
                        url: "https://plots:8000"
                        tls: {caConfigMapKeyRef: {name: ca, key: ca.crt}}
                        headers: [{name: Authorization, valueFrom: {secretKeyRef: {name: plots, key: token}}}]
                      requests: [{name: health, path: /health}]
                      phases: [{name: health, request: health}]
                    """, null);
            Map<String, Volume> byPath =
                    pod(job(SampleTests.settings(), test)).getContainers().getFirst().getVolumeMounts().stream()
                            .collect(Collectors.toMap(
                                    mount -> mount.getMountPath(),
                                    mount -> pod(job(SampleTests.settings(), test)).getVolumes().stream()
                                            .filter(volume -> volume.getName().equals(mount.getName()))
                                            .findFirst()
                                            .orElseThrow()));
            assertThat(byPath.keySet())
                    .containsExactlyInAnyOrder(
                            "/tmp", "/loadtest/references/secret/plots", "/loadtest/references/configmap/ca");
            Volume secret = byPath.get("/loadtest/references/secret/plots");
            assertThat(secret.getSecret().getOptional()).isTrue();
            assertThat(secret.getSecret().getItems()).singleElement().satisfies(item -> assertThat(item.getKey())
                    .isEqualTo("token"));
            assertThat(environment(job(SampleTests.settings(), test)))
                    .containsEntry("LOADTEST_REQUIRED_REFERENCES", "configmap/ca/ca.crt,secret/plots/token")
                    .doesNotContainKey("LOADTEST_OUTPUT");
            assertThat(byPath.get("/loadtest/references/configmap/ca")
                            .getConfigMap()
                            .getOptional())
                    .isTrue();
        }

        /** Present in the pod alone: the operator neither reads the Secret nor needs it to exist. */
        @Test
        void mountsSecretsOfFileSets() {
            LoadTest test = SampleTests.test("files: [{name: users, secret: {name: shop-users}}]");
            Validated.Runnable runnable = SampleTests.runnable(SampleTests.test());
            Job job = WorkerJob.desired(
                    test,
                    new WorkerJob.Inputs(
                            runnable.plan(), runnable.references(), "beef", List.of(), SampleTests.settings()));
            assertThat(container(job).getVolumeMounts())
                    .extracting(it -> it.getMountPath() + " " + it.getReadOnly())
                    .containsExactlyInAnyOrder("/tmp null", "/loadtest/files/users true");
            assertThat(pod(job).getVolumes().getLast().getSecret()).satisfies(secret -> {
                assertThat(secret.getSecretName()).isEqualTo("shop-users");
                assertThat(secret.getOptional()).isTrue();
                assertThat(secret.getDefaultMode()).isEqualTo(0440);
            });
        }

        @Test
        void mountsPatternFolderAndOutput() {
            LoadTest test = SampleTests.test(
                    "files: [{name: csv, persistentVolumeClaim: {claimName: data, path: \"in/day1/*.csv\"}}]",
                    "output: {persistentVolumeClaim: {claimName: results, subPath: plots}}");
            Validated.Runnable runnable = SampleTests.runnable(SampleTests.test());
            Job job = WorkerJob.desired(
                    test,
                    new WorkerJob.Inputs(
                            runnable.plan(), runnable.references(), "beef", List.of(), SampleTests.settings()));
            assertThat(container(job).getVolumeMounts())
                    .extracting(it -> it.getMountPath() + " " + it.getSubPath() + " " + it.getReadOnly())
                    .containsExactlyInAnyOrder(
                            "/tmp null null", "/loadtest/files/csv in/day1 true", "/loadtest/output plots null");
            assertThat(environment(job)).containsEntry("LOADTEST_OUTPUT", "/loadtest/output");
        }
    }
}
