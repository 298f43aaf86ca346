package dev.loadtest.operator.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the chart says to this operator.
 *
 * @param podName its identity in leader election
 * @param namespace its own, where its key lies
 * @param watchNamespaces empty for all
 * @param managementPort of metrics and health
 * @param keySecret holds the operator's key
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
        ClusterDns dns) {

    public Settings {
        watchNamespaces = List.copyOf(watchNamespaces);
        if (podName.isEmpty() || namespace.isEmpty() || keySecret.isEmpty() || lease.isEmpty()) {
            throw new IllegalArgumentException(
                    "the operator must know its pod, its namespace, its key Secret and its Lease");
        }
    }

    /** With more addresses denied. */
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
                new Targets(targets.allow(), denied, targets.clusterRanges(), targets.clusterDomain()),
                podMetadata,
                dns);
    }

    /**
     * How worker pods are made.
     *
     * @param allowImage whether a LoadTest may name another image
     */
    public record WorkerPods(String image, String imagePullPolicy, boolean allowImage) {
        public static final int CONTROL_PORT = 8090;
        public static final int METRICS_PORT = 8091;

        public WorkerPods {
            if (image.isEmpty()) {
                throw new IllegalArgumentException("no image is named for the workers");
            }
        }
    }

    /**
     * What LoadTests may put on their pods: keys, and with a slash at the end beginnings of keys.
     */
    public record PodMetadata(List<String> annotations, List<String> labels) {
        public PodMetadata {
            annotations = List.copyOf(annotations);
            labels = List.copyOf(labels);
        }
    }

    /**
     * The cluster's name servers: the pods that answer, and their own port.
     */
    public record ClusterDns(String namespace, Map<String, String> podLabels, int port) {
        public static final ClusterDns DEFAULT = new ClusterDns("kube-system", Map.of("k8s-app", "kube-dns"), 53);

        public ClusterDns {
            podLabels = Map.copyOf(podLabels);
        }
    }

    /**
     * What may be aimed at.
     *
     * @param allow {@code TargetRule}s; the Services of a LoadTest's own namespace are always allowed
     * @param denied addresses and CIDRs beyond those that always are, such as the API server's
     * @param clusterRanges CIDRs of pods, Services and nodes that look public: no host pattern allows them
     */
    public record Targets(List<String> allow, List<String> denied, List<String> clusterRanges, String clusterDomain) {
        public Targets {
            allow = List.copyOf(allow);
            denied = List.copyOf(denied);
            clusterRanges = List.copyOf(clusterRanges);
        }
    }
}
