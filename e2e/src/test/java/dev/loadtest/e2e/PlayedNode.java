package dev.loadtest.e2e;

import dev.loadtest.worker.process.SimulatedWorkers;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A node without a kubelet: pods that are bound to it run and are ready at once, at addresses of this machine, where
 * {@link SimulatedWorkers} answer for them; they are gone when they are deleted. Only on the cluster of e2e/cluster, whose
 * node is this machine.
 */
final class PlayedNode implements AutoCloseable {
    /** Label of the node, for a nodeSelector; pods have to tolerate its taint of the same name. */
    static final String LABEL = "e2e.loadtest.dev/played";

    private static final String NAME = "played";
    private static final String NETWORK = "10.246.0.";
    private static final int ADDRESSES = 254;
    private static final String LEASES = "kube-node-lease";
    /** Of a node that says nothing for longer, all pods are marked as not ready. */
    private static final int LEASE_SECONDS = 40;

    private static final int BEAT_SECONDS = 5;

    private final KubernetesClient client = Kubernetes.client();
    private final SimulatedWorkers workers = new SimulatedWorkers();
    /** All that happens to a pod, in its order. */
    private final ExecutorService kubelet = Executors.newSingleThreadExecutor();

    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    /** Addresses by the UIDs of their pods. On the kubelet's thread. */
    private final Map<String, String> addresses = new HashMap<>();

    private final SharedIndexInformer<Pod> pods;
    private int given;

    PlayedNode() {
        Testbed.required();
        // All of these are addresses of this machine from now on; packets to them need not arrive at an interface of
        // theirs.
        Command.run("ip", List.of("route", "replace", "local", NETWORK + "0/24", "dev", "lo"))
                .ok();
        beat();
        heart.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        Node node = node();
        client.resource(node).create();
        client.resource(node).updateStatus();
        pods = client.pods().inAnyNamespace().withField("spec.nodeName", NAME).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                kubelet.execute(() -> seen(pod));
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                kubelet.execute(() -> seen(pod));
            }

            @Override
            public void onDelete(Pod pod, boolean unseen) {
                kubelet.execute(() -> end(pod));
            }
        });
    }

    private static Node node() {
        Map<String, Quantity> room =
                Map.of("cpu", new Quantity("1k"), "memory", new Quantity("1Ti"), "pods", new Quantity("1k"));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels(LABEL, "")
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey(LABEL)
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .withNewStatus()
                .withCapacity(room)
                .withAllocatable(room)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("Played")
                .withLastHeartbeatTime(now())
                .withLastTransitionTime(now())
                .endCondition()
                .endStatus()
                .build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void beat() {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(LEASES)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(NAME)
                        .withLeaseDurationSeconds(LEASE_SECONDS)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    /** On the kubelet's thread. */
    private void seen(Pod pod) {
        try {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                end(pod);
                client.resource(pod).withGracePeriod(0).delete();
            } else if (!addresses.containsKey(pod.getMetadata().getUid())) {
                begin(pod);
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
            // It has gone, or was replaced, meanwhile.
        }
    }

    private void begin(Pod pod) {
        if (given == ADDRESSES) {
            throw new IllegalStateException("no address is left");
        }
        String ip = NETWORK + ++given;
        addresses.put(pod.getMetadata().getUid(), ip);
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : pod.getSpec().getContainers().getFirst().getEnv()) {
            if (variable.getValue() != null) {
                environment.put(variable.getName(), variable.getValue());
            }
        }
        workers.serve(ip, environment);
        client.resource(running(pod, ip)).patchStatus();
    }

    private static Pod running(Pod pod, String ip) {
        String container = pod.getSpec().getContainers().getFirst().getName();
        return new PodBuilder(pod)
                .editStatus()
                .withPhase("Running")
                .withPodIP(ip)
                .withPodIPs(List.of())
                .addNewPodIP(ip)
                .withStartTime(now())
                .withConditions(Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                        .map(type -> new PodConditionBuilder()
                                .withType(type)
                                .withStatus("True")
                                .withLastTransitionTime(now())
                                .build())
                        .toList())
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container)
                        .withReady(true)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withImage("played")
                        .withImageID("played")
                        .withNewState()
                        .withNewRunning(now())
                        .endState()
                        .build())
                .endStatus()
                .build();
    }

    private void end(Pod pod) {
        String ip = addresses.remove(pod.getMetadata().getUid());
        if (ip != null) {
            workers.end(Objects.requireNonNull(ip));
        }
    }

    @Override
    public void close() {
        pods.stop();
        heart.shutdownNow();
        kubelet.shutdownNow();
        client.nodes().withName(NAME).delete();
        client.leases().inNamespace(LEASES).withName(NAME).delete();
        workers.close();
        Command.run("ip", List.of("route", "del", "local", NETWORK + "0/24", "dev", "lo"));
    }
}
