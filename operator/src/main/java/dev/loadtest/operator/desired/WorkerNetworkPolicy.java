package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Map;

/**
 * Who may reach the workers: the operator their control port, anybody their metrics, nobody anything else; and what they may
 * reach: the plan's addresses and the cluster's name servers.
 */
public final class WorkerNetworkPolicy {
    private WorkerNetworkPolicy() {}

    public static NetworkPolicy desired(LoadTest owner, Settings settings, PlanConfigMap.Content plan) {
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
                .withEgress(new WorkerEgress(settings).rules(plan.addresses(), plan.selector()))
                .endSpec()
                .build();
    }
}
