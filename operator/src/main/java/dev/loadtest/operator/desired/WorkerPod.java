package dev.loadtest.operator.desired;

import dev.loadtest.control.message.SignInSettings;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.operator.guard.MetadataRules;
import dev.loadtest.operator.settings.Settings.PodMetadata;
import dev.loadtest.operator.settings.Settings.RunAs;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pod of a worker: Pod Security "restricted", with the LoadTest's settings where allowed. */
final class WorkerPod {
    private static final String ISTIO = "sidecar.istio.io/inject";
    private static final long GRACE_SECONDS = 60;

    private WorkerPod() {}

    static PodTemplateSpec template(LoadTest owner, WorkerJob.Inputs inputs) {
        WorkerSpec wishes = Objects.requireNonNullElse(owner.getSpec().worker(), WorkerSpec.NONE);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(owner, wishes, inputs.settings().podMetadata()))
                .withAnnotations(annotations(wishes, inputs.settings().podMetadata()))
                .endMetadata()
                .withSpec(spec(owner, wishes, inputs).build())
                .build();
    }

    /** Ours win: they select the pods. */
    private static Map<String, String> labels(LoadTest owner, WorkerSpec wishes, PodMetadata allowed) {
        Map<String, String> labels = new LinkedHashMap<>();
        putAllowed(wishes.labels(), allowed.labels(), labels);
        labels.putAll(Names.of(owner).labels());
        labels.putAll(Names.of(owner).selector());
        return labels;
    }

    /** A sidecar would stand between worker and target; the LoadTest can request one. */
    private static Map<String, String> annotations(WorkerSpec wishes, PodMetadata allowed) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(ISTIO, "false");
        putAllowed(wishes.annotations(), allowed.annotations(), annotations);
        return annotations;
    }

    /** Validation refuses keys that are not allowed; this drops those that got here in another way. */
    private static void putAllowed(
            @Nullable Map<String, String> wished, List<String> allowed, Map<String, String> into) {
        orEmpty(wished).forEach((key, value) -> {
            if (MetadataRules.isAllowed(key, allowed)) {
                into.put(key, value);
            }
        });
    }

    private static PodSpecBuilder spec(LoadTest owner, WorkerSpec wishes, WorkerJob.Inputs inputs) {
        WorkerVolumes volumes = WorkerVolumes.of(owner.getSpec(), inputs.references());
        RunAs runAs = inputs.settings().workers().runAs();
        WorkerSpec defaults = inputs.settings().workers().defaults();
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(wishes.serviceAccountName())
                .withPriorityClassName(wishes.priorityClassName())
                .withNodeSelector(orEmpty(given(wishes.nodeSelector(), defaults.nodeSelector())))
                .withTolerations(orEmpty(given(wishes.tolerations(), defaults.tolerations())))
                .withAffinity(wishes.affinity())
                .withTopologySpreadConstraints(orEmpty(wishes.topologySpreadConstraints()))
                .withImagePullSecrets(orEmpty(given(wishes.imagePullSecrets(), defaults.imagePullSecrets())))
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(runAs.user())
                .withRunAsGroup(runAs.group())
                .withFsGroup(runAs.fileGroup())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withDnsPolicy(WorkerDns.policy(wishes))
                .withDnsConfig(WorkerDns.config(wishes))
                .withHostAliases(WorkerDns.hostAliases(wishes))
                .withVolumes(volumes.volumes())
                .withContainers(container(owner, wishes, inputs, volumes));
    }

    private static Container container(
            LoadTest owner, WorkerSpec wishes, WorkerJob.Inputs inputs, WorkerVolumes volumes) {
        WorkerPods defaults = inputs.settings().workers();
        boolean ownImage = defaults.allowImage() && wishes.image() != null;
        return new ContainerBuilder()
                .withName("worker")
                .withImage(ownImage ? wishes.image() : defaults.image())
                .withImagePullPolicy(pullPolicy(wishes, defaults))
                .withEnv(environment(inputs, owner.getSpec()))
                .addNewPort()
                .withName("control")
                .withContainerPort(WorkerPods.CONTROL_PORT)
                .endPort()
                .addNewPort()
                .withName("metrics")
                .withContainerPort(WorkerPods.METRICS_PORT)
                .endPort()
                .withResources(resources(wishes.resources(), defaults.defaults().resources()))
                .withReadinessProbe(readiness())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(volumes.mounts())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static String pullPolicy(WorkerSpec wishes, WorkerPods defaults) {
        if (wishes.imagePullPolicy() == null) {
            return defaults.imagePullPolicy();
        }
        return switch (wishes.imagePullPolicy()) {
            case ALWAYS -> "Always";
            case IF_NOT_PRESENT -> "IfNotPresent";
            case NEVER -> "Never";
        };
    }

    /** What a LoadTest gives replaces the default as a whole. */
    private static <T> @Nullable T given(@Nullable T wished, @Nullable T otherwise) {
        return wished == null ? otherwise : wished;
    }

    /** Defaults for unset resources, so that a quota on any of them admits the pods. */
    private static ResourceRequirements resources(
            @Nullable ResourceRequirements wished, @Nullable ResourceRequirements defaults) {
        Map<String, Quantity> requests = new LinkedHashMap<>();
        Map<String, Quantity> limits = new LinkedHashMap<>();
        if (defaults != null) {
            requests.putAll(orEmpty(defaults.getRequests()));
            limits.putAll(orEmpty(defaults.getLimits()));
        }
        if (wished != null) {
            limits.putAll(orEmpty(wished.getLimits()));
            requests.putAll(orEmpty(wished.getRequests()));
            raise(limits, requests, wished);
        }
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    /** A default must not contradict a setting: the API server refuses a request above its limit. */
    private static void raise(
            Map<String, Quantity> limits, Map<String, Quantity> requests, ResourceRequirements wished) {
        for (String resource : List.of("cpu", "memory")) {
            Quantity limit = limits.get(resource);
            Quantity request = requests.get(resource);
            if (limit == null || request == null) {
                continue;
            }
            if (request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0) {
                if (!orEmpty(wished.getLimits()).containsKey(resource)) {
                    limits.put(resource, request);
                } else if (!orEmpty(wished.getRequests()).containsKey(resource)) {
                    requests.put(resource, limit);
                }
            }
        }
    }

    private static List<EnvVar> environment(WorkerJob.Inputs inputs, LoadTestSpec spec) {
        List<EnvVar> variables = new ArrayList<>(List.of(
                variable(WorkerEnvironment.OPERATOR_KEY, inputs.operatorKey()),
                variable(WorkerEnvironment.CONTROL_PORT, String.valueOf(WorkerPods.CONTROL_PORT)),
                variable(WorkerEnvironment.METRICS_PORT, String.valueOf(WorkerPods.METRICS_PORT)),
                variable(WorkerEnvironment.ALLOWED_TARGETS, String.join(",", inputs.addresses())),
                variable(
                        WorkerEnvironment.DENIED_ADDRESSES,
                        String.join(",", inputs.settings().targets().denied())),
                variable(
                        WorkerEnvironment.CLUSTER_RANGES,
                        String.join(",", inputs.settings().targets().clusterRanges())),
                variable(WorkerEnvironment.REQUIRED_REFERENCES, required(inputs)),
                variable(WorkerEnvironment.CLAIM_SETS, claimSets(spec))));
        List<Auth.OAuth2> clients = inputs.plan().clients();
        if (!clients.isEmpty()) {
            variables.add(variable(WorkerEnvironment.SIGN_INS, new SignInSettings(clients).text()));
        }
        if (Demand.isLow(inputs.plan())) {
            variables.add(variable(WorkerEnvironment.WARM_UP, WorkerEnvironment.BRIEF));
        }
        if (spec.output() != null) {
            variables.add(variable(WorkerEnvironment.OUTPUT_FOLDER, WorkerEnvironment.OUTPUT));
        }
        return variables;
    }

    private static String claimSets(LoadTestSpec spec) {
        return orEmpty(spec.files()).stream()
                .filter(set -> set.persistentVolumeClaim() != null)
                .map(FileSetSpec::name)
                .collect(Collectors.joining(","));
    }

    /** References required for readiness; the worker names missing ones. */
    private static String required(WorkerJob.Inputs inputs) {
        return inputs.references().stream()
                .map(ref ->
                        (ref.kind() == SecretRef.Kind.SECRET ? "secret/" : "configmap/") + ref.name() + "/" + ref.key())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static Probe readiness() {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/readyz")
                .withPort(new IntOrString("metrics"))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(2)
                .build();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
