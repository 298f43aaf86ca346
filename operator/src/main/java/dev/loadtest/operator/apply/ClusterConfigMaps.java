package dev.loadtest.operator.apply;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.operator.checkpoint.ConfigMaps;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import java.util.function.Supplier;

/** ConfigMaps of one namespace through the API server. */
final class ClusterConfigMaps implements ConfigMaps {
    private final KubernetesClient client;
    private final ServerSideApply apply;
    private final Deletion deletion;
    private final String namespace;

    ClusterConfigMaps(KubernetesClient client, String namespace) {
        this.client = client;
        this.apply = new ServerSideApply(client);
        this.deletion = new Deletion(client);
        this.namespace = namespace;
    }

    @Override
    public Optional<ConfigMap> get(String name) {
        return Optional.ofNullable(named(name).get());
    }

    @Override
    public boolean create(ConfigMap object) {
        return written(() -> apply.make(object)).isPresent();
    }

    @Override
    public Optional<ConfigMap> replace(ConfigMap object) {
        return written(() -> apply.remake(object, object));
    }

    @Override
    public void delete(ConfigMap seen) {
        deletion.delete(seen);
    }

    private static Optional<ConfigMap> written(Supplier<Optional<ConfigMap>> write) {
        try {
            return write.get();
        } catch (KubernetesClientException e) {
            if (Cluster.isFinal(e.getCode())) {
                throw new CheckpointRefusedException(Cluster.sentence(e), e);
            }
            throw e;
        }
    }

    private Resource<ConfigMap> named(String name) {
        return client.configMaps().inNamespace(namespace).withName(name);
    }
}
