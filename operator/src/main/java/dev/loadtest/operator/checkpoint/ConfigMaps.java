package dev.loadtest.operator.checkpoint;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/**
 * API calls of a checkpoint, in one namespace. Any thread; each blocks for one call. Creating and replacing throw a
 * {@link dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException} if no retry can succeed.
 */
public interface ConfigMaps {

    Optional<ConfigMap> get(String name);

    /** @return false if one of that name exists */
    boolean create(ConfigMap object);

    /**
     * Replaces the object with this UID and resourceVersion.
     *
     * @return the stored object; empty if it has changed since, or is gone
     */
    Optional<ConfigMap> replace(ConfigMap object);

    /** Deletes the object with this UID; an absent or replaced one is no failure. */
    void delete(ConfigMap seen);
}
