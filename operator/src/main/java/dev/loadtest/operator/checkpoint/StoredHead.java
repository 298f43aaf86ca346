package dev.loadtest.operator.checkpoint;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a run's checkpoint, which commits: one ConfigMap, replaced only over the resourceVersion that was read or
 * written last, and never by a lower epoch. One coordinator's use of it. Any thread; each call blocks.
 */
final class StoredHead {
    private static final String EPOCH = "epoch";
    private static final String HOLDER = "holder";
    private static final String CONTENT = "head";

    private final ConfigMaps objects;
    private final LoadTest owner;
    private final String holder;
    private @Nullable ConfigMap known;

    /** @param holder names this coordinator alone: two that take over in one instant may choose the same epoch */
    StoredHead(ConfigMaps objects, LoadTest owner, String holder) {
        this.objects = objects;
        this.owner = owner;
        this.holder = holder;
    }

    /**
     * Reads it; empty where there is none.
     *
     * @throws IOException where there is one that is not ours, or not a head
     */
    synchronized Optional<byte[]> read() throws IOException {
        Optional<ConfigMap> found = objects.get(name());
        known = found.orElse(null);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!Ownership.isOf(found.get(), owner)) {
            throw new IOException("there is a ConfigMap \"" + name() + "\" that is not this LoadTest's");
        }
        Map<String, String> content = Objects.requireNonNullElse(found.get().getBinaryData(), Map.of());
        String head = content.get(CONTENT);
        if (head == null) {
            throw new IOException("the ConfigMap \"" + name() + "\" holds no head of a checkpoint");
        }
        try {
            return Optional.of(Base64.getDecoder().decode(head));
        } catch (IllegalArgumentException e) {
            throw new IOException("the ConfigMap \"" + name() + "\" holds no head of a checkpoint", e);
        }
    }

    /**
     * Writes it for an epoch; what was read or written last is what it may replace.
     *
     * @return false where a higher epoch has it, or another coordinator came between: this one is superseded
     * @throws IOException where it cannot be read what became of it
     */
    synchronized boolean write(long epoch, byte[] content) throws IOException {
        // At most twice: an answer that was lost makes our own write look like another's.
        for (int attempt = 0; attempt < 2; attempt++) {
            ConfigMap before = known;
            if (before != null && epoch(before) > epoch) {
                return false;
            }
            ConfigMap next = object(epoch, content, before);
            if (before == null ? created(next) : replaced(next)) {
                return true;
            }
            read();
            if (known == null || !holder.equals(known.getData().get(HOLDER))) {
                return false;
            }
        }
        return false;
    }

    synchronized void delete() {
        objects.delete(name());
    }

    private boolean created(ConfigMap next) throws IOException {
        return objects.create(next) && read().isPresent();
    }

    private boolean replaced(ConfigMap next) {
        Optional<ConfigMap> stored = objects.replace(next);
        stored.ifPresent(it -> known = it);
        return stored.isPresent();
    }

    private ConfigMap object(long epoch, byte[] content, @Nullable ConfigMap before) {
        ConfigMapBuilder object = new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(owner, name()))
                .addToData(EPOCH, String.valueOf(epoch))
                .addToData(HOLDER, holder)
                .addToBinaryData(CONTENT, Base64.getEncoder().encodeToString(content));
        if (before != null) {
            object.editMetadata()
                    .withUid(before.getMetadata().getUid())
                    .withResourceVersion(before.getMetadata().getResourceVersion())
                    .endMetadata();
        }
        return object.build();
    }

    private String name() {
        return Names.of(owner).checkpoint();
    }

    private static long epoch(ConfigMap object) throws IOException {
        String text = object.getData() == null ? "" : object.getData().getOrDefault(EPOCH, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("the checkpoint's head has no epoch", e);
        }
    }
}
