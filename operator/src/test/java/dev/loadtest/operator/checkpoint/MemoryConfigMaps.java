package dev.loadtest.operator.checkpoint;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Optional;
import java.util.TreeMap;

/** ConfigMaps in memory with versions, conflicts and lost answers. */
final class MemoryConfigMaps implements ConfigMaps {
    final TreeMap<String, ConfigMap> stored = new TreeMap<>();
    private long version;
    private boolean loseAnswer;
    private String refusal = "";

    /** The next write succeeds, but its caller gets a failure. */
    void loseNextAnswer() {
        loseAnswer = true;
    }

    /** Another client writes an object. */
    void put(ConfigMap object) {
        version++;
        ConfigMap copy = new ConfigMapBuilder(object)
                .editMetadata()
                .withResourceVersion(String.valueOf(version))
                .endMetadata()
                .build();
        stored.put(copy.getMetadata().getName(), copy);
    }

    /** Refuses writes from now on. */
    void refuse(String why) {
        refusal = why;
    }

    @Override
    public Optional<ConfigMap> get(String name) {
        return Optional.ofNullable(stored.get(name));
    }

    @Override
    public boolean create(ConfigMap object) {
        return stored.get(object.getMetadata().getName()) == null && store(object) != null;
    }

    @Override
    public Optional<ConfigMap> replace(ConfigMap object) {
        ConfigMap before = stored.get(object.getMetadata().getName());
        boolean same = before != null
                && before.getMetadata().getUid().equals(object.getMetadata().getUid())
                && before.getMetadata()
                        .getResourceVersion()
                        .equals(object.getMetadata().getResourceVersion());
        return same ? Optional.of(store(object)) : Optional.empty();
    }

    @Override
    public void delete(ConfigMap seen) {
        stored.computeIfPresent(
                seen.getMetadata().getName(),
                (name, now) ->
                        now.getMetadata().getUid().equals(seen.getMetadata().getUid()) ? null : now);
    }

    private ConfigMap store(ConfigMap object) {
        if (!refusal.isEmpty()) {
            throw new CheckpointRefusedException(refusal, new IllegalStateException("403"));
        }
        version++;
        ConfigMap copy = new ConfigMapBuilder(object)
                .editMetadata()
                .withUid("uid-of-" + object.getMetadata().getName())
                .withResourceVersion(String.valueOf(version))
                .endMetadata()
                .build();
        stored.put(copy.getMetadata().getName(), copy);
        if (loseAnswer) {
            loseAnswer = false;
            throw new IllegalStateException("the connection was cut");
        }
        return copy;
    }
}
