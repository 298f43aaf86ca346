package dev.loadtest.operator.apply;

import dev.loadtest.operator.checkpoint.ConfigMaps;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/** The ConfigMaps of one namespace of a cluster. */
final class ClusterConfigMaps implements ConfigMaps {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;

    ClusterConfigMaps(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Optional<ConfigMap> get(String name) {
        return Optional.ofNullable(named(name).get());
    }

    @Override
    public boolean create(ConfigMap object) {
        try {
            client.resource(object).inNamespace(namespace).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<ConfigMap> replace(ConfigMap object) {
        try {
            return Optional.of(client.resource(object)
                    .inNamespace(namespace)
                    .lockResourceVersion(object.getMetadata().getResourceVersion())
                    .update());
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(String name) {
        named(name).delete();
    }

    private Resource<ConfigMap> named(String name) {
        return client.configMaps().inNamespace(namespace).withName(name);
    }
}
