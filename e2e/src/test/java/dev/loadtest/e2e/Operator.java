package dev.loadtest.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;

/** The operator's release shared by most scenarios, with the whole cluster. */
final class Operator {
    static final String NAMESPACE = "loadtest-system";
    static final String RELEASE = "loadtest";

    private Operator() {}

    /**
     * Installs it, or upgrades the installed one to this version, whatever state another scenario left; returns when it
     * leads.
     */
    static void ready(String... values) {
        release().forgetIfBrokenOff();
        release().takeOver(values).ok();
        // While a pod replaces another, the old one may lead for a moment with the previous values.
        Kubernetes.within(60).until(Operator::leads);
    }

    static Release release() {
        return Release.of(RELEASE, NAMESPACE);
    }

    private static boolean leads() {
        List<Pod> pods = Kubernetes.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/instance", RELEASE)
                .list()
                .getItems();
        Lease lease = Kubernetes.client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(RELEASE + "-loadtest-operator")
                .get();
        return lease != null
                && pods.stream().allMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                && pods.stream().anyMatch(pod -> pod.getMetadata()
                        .getName()
                        .equals(lease.getSpec().getHolderIdentity()));
    }

    /** Its running pods. */
    static List<Pod> pods() {
        return Kubernetes.client().pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    /** The current or last holder of the Lease. */
    static String leaderName() {
        return Kubernetes.client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName(RELEASE + "-loadtest-operator")
                .get()
                .getSpec()
                .getHolderIdentity();
    }

    static Pod leader() {
        return Kubernetes.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(leaderName())
                .get();
    }

    static void awaitOtherLeader(Pod than, long seconds) {
        Kubernetes.within(seconds)
                .until(() -> !leaderName().equals(than.getMetadata().getName()));
    }

    /** Waits for a pod with a running container, leading or not. */
    static void awaitRunning(long seconds) {
        Kubernetes.within(seconds).until(() -> !pods().isEmpty());
    }

    /** Ends it abruptly: kills its processes if possible, then deletes its pod, as if a node had died. */
    static void kill() {
        List<Pod> dying = pods();
        if (System.getenv("LOADTEST_E2E_CLUSTER") != null) {
            dying.forEach(pod -> Testbed.signal(pod, "KILL"));
        }
        dying.forEach(
                pod -> Kubernetes.client().resource(pod).withGracePeriod(0).delete());
    }

    static void scale(int replicas) {
        Kubernetes.client()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(RELEASE + "-loadtest-operator")
                .scale(replicas);
        Kubernetes.within(60).until(() -> pods().size() == replicas);
    }

    static String log() {
        return Command.kubectl("-n", NAMESPACE, "logs", "deployment/" + RELEASE + "-loadtest-operator", "--tail=200")
                .out();
    }
}
