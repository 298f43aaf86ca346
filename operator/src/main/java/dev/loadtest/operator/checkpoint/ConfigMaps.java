package dev.loadtest.operator.checkpoint;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/**
 * The few calls that a checkpoint needs of the API server, in one namespace. Any thread; each blocks for one call. Creating
 * and replacing throw a {@link dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException} where no later try may
 * fare better.
 */
public interface ConfigMaps {

    Optional<ConfigMap> get(String name);

    /** @return false where there is one of that name already */
    boolean create(ConfigMap object);

    /**
     * Writes over the very object and version that its UID and resourceVersion name.
     *
     * @return as it is stored now; empty where it has changed since, or is gone
     */
    Optional<ConfigMap> replace(ConfigMap object);

    /** Deletes the object with this UID; one that is gone, or has been replaced by another, is no failure. */
    void delete(ConfigMap seen);
}
