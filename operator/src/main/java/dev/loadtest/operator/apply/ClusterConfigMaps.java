package dev.loadtest.operator.apply;

import dev.loadtest.operator.checkpoint.ConfigMaps;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/** The ConfigMaps of one namespace of a cluster. */
final class ClusterConfigMaps implements ConfigMaps {
    private final KubernetesClient client;
    private final ServerSideApply apply;
    private final String namespace;

    ClusterConfigMaps(KubernetesClient client, String namespace) {
        this.client = client;
        this.apply = new ServerSideApply(client);
        this.namespace = namespace;
    }

    @Override
    public Optional<ConfigMap> get(String name) {
        return Optional.ofNullable(named(name).get());
    }

    @Override
    public boolean create(ConfigMap object) {
        return apply.make(object).isPresent();
    }

    @Override
    public Optional<ConfigMap> replace(ConfigMap object) {
        return apply.remake(object, object);
    }

    @Override
    public void delete(String name) {
        named(name).delete();
    }

    private Resource<ConfigMap> named(String name) {
        return client.configMaps().inNamespace(namespace).withName(name);
    }
}
