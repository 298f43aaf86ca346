package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The shards of a run's checkpoint: immutable, numbered, each in one or more ConfigMaps. A shard counts only if a head
 * names it; uncommitted ones go with the LoadTest. Any thread; each call blocks.
 */
final class StoredShards {
    /** Maximum of one object; a ConfigMap may have 1 MiB including names and labels. */
    static final int MOST = 900 << 10;

    private static final String CONTENT = "content";
    private static final String SEAL = "seal";
    private static final String PARTS = "loadtest.dev/parts";

    private final ConfigMaps objects;
    private final LoadTest owner;
    private final Seal seal;
    private final int most;

    StoredShards(ConfigMaps objects, LoadTest owner, Seal seal) {
        this(objects, owner, seal, MOST);
    }

    StoredShards(ConfigMaps objects, LoadTest owner, Seal seal, int most) {
        this.objects = objects;
        this.owner = owner;
        this.seal = seal;
        this.most = most;
    }

    /**
     * Stores a shard; parts are written from the last to the first, so that the first exists only if all do.
     *
     * @param epoch of the coordinator: numbers of one epoch are not reused
     * @throws IOException if another shard of that number exists
     */
    void write(long epoch, long number, byte[] content) throws IOException {
        int parts = Math.max(1, (content.length + most - 1) / most);
        for (int part = parts - 1; part >= 0; part--) {
            int end = Math.min(content.length, (part + 1) * most);
            ConfigMap object = object(epoch, number, part, parts, Arrays.copyOfRange(content, part * most, end));
            String name = object.getMetadata().getName();
            // Repetition of a call whose answer was lost.
            if (!objects.create(object) && !holds(name, object)) {
                throw new IOException("there is another shard " + name);
            }
        }
    }

    private boolean holds(String name, ConfigMap wanted) {
        return objects.get(name)
                .filter(found -> Ownership.isOf(found, owner))
                .filter(found -> wanted.getBinaryData().equals(found.getBinaryData()))
                .isPresent();
    }

    /** @throws IOException if it is missing or lacks the operator's seal */
    byte[] read(long epoch, long number) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int parts = 1;
        for (int part = 0; part < parts; part++) {
            String name = name(epoch, number, part);
            Optional<ConfigMap> found = part(epoch, number, part);
            if (found.isEmpty()) {
                throw new IOException("the checkpoint's shard " + name + " is missing");
            }
            try {
                parts = parts(found.get());
                content.write(bytes(found.get(), epoch, number, part, parts));
            } catch (IllegalArgumentException e) {
                throw new IOException("the checkpoint's shard " + name + " cannot be read", e);
            }
        }
        return content.toByteArray();
    }

    /** Deletes a shard that no head names any more. */
    void delete(long epoch, long number) {
        Optional<ConfigMap> part = part(epoch, number, 0);
        for (int next = 1; part.isPresent(); next++) {
            objects.delete(part.get());
            part = next < parts(part.get()) ? part(epoch, number, next) : Optional.empty();
        }
    }

    /** The parts of the head's shards, whatever their owner; none if the head cannot be read. */
    List<ConfigMap> named(byte[] head) {
        List<ConfigMap> parts = new ArrayList<>();
        try {
            for (ShardId id : new CheckpointFormat.Reader().head(head).shards()) {
                Optional<ConfigMap> part = objects.get(name(id.epoch(), id.number(), 0));
                for (int next = 1; part.isPresent(); next++) {
                    parts.add(part.get());
                    part = objects.get(name(id.epoch(), id.number(), next));
                }
            }
        } catch (IOException unreadable) {
            // Unused now.
        }
        return parts;
    }

    /** Deletes sealed parts of a shard, also without labels and owner. */
    void dropStripped(long epoch, long number) {
        Optional<ConfigMap> found = objects.get(name(epoch, number, 0));
        for (int part = 0; found.isPresent(); part++) {
            if (!Ownership.isOf(found.get(), owner) && isWritten(found.get(), epoch, number, part)) {
                objects.delete(found.get());
            }
            found = objects.get(name(epoch, number, part + 1));
        }
    }

    private boolean isWritten(ConfigMap object, long epoch, long number, int part) {
        try {
            return bytes(object, epoch, number, part, parts(object)).length > 0;
        } catch (IOException | IllegalArgumentException forged) {
            return false;
        }
    }

    private Optional<ConfigMap> part(long epoch, long number, int part) {
        return objects.get(name(epoch, number, part)).filter(it -> Ownership.isOf(it, owner));
    }

    private ConfigMap object(long epoch, long number, int part, int parts, byte[] content) {
        return new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(owner, name(epoch, number, part)))
                .editMetadata()
                .addToAnnotations(PARTS, String.valueOf(parts))
                .endMetadata()
                .withImmutable(true)
                .addToBinaryData(CONTENT, Base64.getEncoder().encodeToString(content))
                .addToBinaryData(
                        SEAL, Base64.getEncoder().encodeToString(seal.of(place(epoch, number, part, parts), content)))
                .build();
    }

    private String name(long epoch, long number, int part) {
        return Names.of(owner).base() + "-" + epoch + "-" + number + "-" + part;
    }

    private static int parts(ConfigMap object) {
        Map<String, String> said = object.getMetadata().getAnnotations();
        return said == null ? 1 : Integer.parseInt(said.getOrDefault(PARTS, "1"));
    }

    /** The content, if sealed as this part of this shard. */
    private byte[] bytes(ConfigMap object, long epoch, long number, int part, int parts) throws IOException {
        Map<String, String> binary = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        byte[] content = Base64.getDecoder().decode(binary.getOrDefault(CONTENT, ""));
        byte[] sealed = Base64.getDecoder().decode(binary.getOrDefault(SEAL, ""));
        if (!seal.isOf(sealed, place(epoch, number, part, parts), content)) {
            throw new IOException("the ConfigMap \"" + object.getMetadata().getName()
                    + "\" is not this checkpoint's shard: it lacks the operator's seal");
        }
        return content;
    }

    private static byte[] place(long epoch, long number, int part, int parts) {
        return ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES)
                .putLong(epoch)
                .putLong(number)
                .putInt(part)
                .putInt(parts)
                .array();
    }
}
