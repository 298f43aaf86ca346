package dev.loadtest.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;

/** What only the cluster of {@code e2e/cluster} lets be done to it. */
final class Testbed {
    private Testbed() {}

    /** Skips the test on another cluster. */
    static void required() {
        assumeThat(System.getenv("LOADTEST_E2E_CLUSTER"))
                .as("only on the cluster of e2e/run")
                .isNotNull();
    }

    /** Sends the processes of a pod's container a signal, such as KILL or STOP. */
    static void signal(Pod pod, String signal) {
        Command.cluster("signal", container(pod), signal).ok();
    }

    /** Takes a pod's container its memory until the kernel has killed it for want of more; it has to be at work. */
    static void starve(Pod pod) {
        Command.cluster("starve", container(pod)).ok();
    }

    private static String container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getContainerID();
    }

    static void stop(String component) {
        Command.cluster("stop", component).ok();
    }

    /** Returns when it is there again. */
    static void start(String component) {
        Command.cluster("start", component).ok();
    }
}
