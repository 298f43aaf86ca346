package dev.loadtest.operator.settings;

import dev.loadtest.crds.model.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings from the chart.
 *
 * @param podName identity in leader election
 * @param namespace the operator's own, which contains its key
 * @param watchNamespaces empty for all
 * @param managementPort of metrics and health
 * @param keySecret contains the operator's key
 * @param lease of leader election, one for each release
 */
public record Settings(
        String podName,
        String namespace,
        List<String> watchNamespaces,
        int managementPort,
        String keySecret,
        String lease,
        WorkerPods workers,
        Limits limits,
        Targets targets,
        PodMetadata podMetadata,
        ClusterDns dns,
        Otlp otlp) {

    public Settings {
        watchNamespaces = List.copyOf(watchNamespaces);
        if (podName.isEmpty() || namespace.isEmpty() || keySecret.isEmpty() || lease.isEmpty()) {
            throw new IllegalArgumentException(
                    "the operator must know its pod, its namespace, its key Secret and its Lease");
        }
    }

    /** With further denied addresses. */
    public Settings denying(Collection<String> addresses) {
        List<String> denied = new ArrayList<>(targets.denied());
        addresses.stream().filter(it -> !denied.contains(it)).forEach(denied::add);
        return new Settings(
                podName,
                namespace,
                watchNamespaces,
                managementPort,
                keySecret,
                lease,
                workers,
                limits,
                new Targets(
                        targets.allow(),
                        denied,
                        targets.clusterRanges(),
                        targets.clusterDomain(),
                        targets.watchApiServers()),
                podMetadata,
                dns,
                otlp);
    }

    /**
     * Settings of worker pods.
     *
     * @param allowImage whether a LoadTest may name another image
     * @param allowOwnNamespace whether LoadTests of the operator's own namespace are run, whose pods can mount the
     *     operator's key
     * @param runAs user and groups of their processes
     * @param defaults of {@code spec.worker}: resources, imagePullSecrets, nodeSelector, tolerations
     */
    public record WorkerPods(
            String image,
            String imagePullPolicy,
            boolean allowImage,
            boolean allowOwnNamespace,
            RunAs runAs,
            WorkerSpec defaults) {
        public static final int CONTROL_PORT = 8090;
        public static final int METRICS_PORT = 8091;

        public WorkerPods {
            if (image.isEmpty()) {
                throw new IllegalArgumentException("no image is named for the workers");
            }
        }
    }

    /**
     * User and groups of a pod's processes; null leaves them to image and admission, as OpenShift requires.
     *
     * @param fileGroup owner of the files of volumes
     */
    public record RunAs(
            @Nullable Long user,
            @Nullable Long group,
            @Nullable Long fileGroup) {
        public static final RunAs ADMISSION = new RunAs(null, null, null);
    }

    /**
     * Labels and annotations that LoadTests may set on their pods: keys; an entry with a trailing slash is a prefix.
     */
    public record PodMetadata(List<String> annotations, List<String> labels) {
        public PodMetadata {
            annotations = List.copyOf(annotations);
            labels = List.copyOf(labels);
        }
    }

    /**
     * The cluster's name servers: their pods and port.
     */
    public record ClusterDns(String namespace, Map<String, String> podLabels, int port) {
        public static final ClusterDns DEFAULT = new ClusterDns("kube-system", Map.of("k8s-app", "kube-dns"), 53);

        public ClusterDns {
            podLabels = Map.copyOf(podLabels);
        }
    }

    /**
     * Export of metrics to a collector.
     *
     * @param endpoint its base address; empty for no export
     * @param interval between exports, at least a second
     */
    public record Otlp(String endpoint, Duration interval) {
        public static final Otlp NONE = new Otlp("", Duration.ofSeconds(15));

        public Otlp {
            if (!endpoint.matches("(https?://\\S+)?")) {
                throw new IllegalArgumentException("OTLP_ENDPOINT is no http or https address: " + endpoint);
            }
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("OTLP_INTERVAL is less than 1s");
            }
        }
    }

    /**
     * Allowed targets.
     *
     * @param allow {@code TargetRule}s; Services of a LoadTest's own namespace are always allowed
     * @param denied addresses and CIDRs beyond the built-in ones, such as the API server's
     * @param clusterRanges CIDRs of pods, Services and nodes that look public; host patterns do not allow them
     * @param watchApiServers whether the operator may watch the API servers' EndpointSlice
     */
    public record Targets(
            List<String> allow,
            List<String> denied,
            List<String> clusterRanges,
            String clusterDomain,
            boolean watchApiServers) {
        public Targets {
            allow = List.copyOf(allow);
            denied = List.copyOf(denied);
            clusterRanges = List.copyOf(clusterRanges);
        }
    }
}
