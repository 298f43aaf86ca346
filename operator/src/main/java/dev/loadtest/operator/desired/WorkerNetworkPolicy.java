package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Map;

/**
 * Ingress of workers: the operator to the control port, everybody to the metrics port. Egress: the targets'
 * addresses and the cluster's name servers.
 */
public final class WorkerNetworkPolicy {
    private WorkerNetworkPolicy() {}

    public static NetworkPolicy desired(LoadTest owner, Settings settings, Destinations destinations) {
        Names names = Names.of(owner);
        return new NetworkPolicyBuilder()
                .withMetadata(Ownership.metadata(owner, names.base()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(names.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .addNewIngress()
                .addNewFrom()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", settings.namespace()))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of("app.kubernetes.io/name", Names.MANAGER))
                .endPodSelector()
                .endFrom()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(WorkerPods.CONTROL_PORT))
                .endPort()
                .endIngress()
                .addNewIngress()
                .addNewPort()
                .withProtocol("TCP")
                .withPort(new IntOrString(WorkerPods.METRICS_PORT))
                .endPort()
                .endIngress()
                .withEgress(new WorkerEgress(settings, owner.getSpec().worker()).rules(destinations))
                .endSpec()
                .build();
    }
}
