package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.run.Progress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a run's checkpoint, whose replacement is the commit: one ConfigMap, replaced only with the
 * resourceVersion read or written last, and never by a lower epoch. For one coordinator. Any thread; each call blocks.
 */
final class StoredHead {
    private final ConfigMaps objects;
    private final LoadTest owner;
    private final String holder;
    private final Seal seal;
    private @Nullable ConfigMap known;
    private @Nullable SealedHead head;

    /** @param holder identifies this coordinator: two concurrent takeovers may choose the same epoch */
    StoredHead(ConfigMaps objects, LoadTest owner, String holder, Seal seal) {
        this.objects = objects;
        this.owner = owner;
        this.holder = holder;
        this.seal = seal;
    }

    /**
     * Reads the head; empty if there is none.
     *
     * @throws IOException if it has another owner or no valid seal
     */
    synchronized Optional<SealedHead> read() throws IOException {
        look();
        if (known != null && head == null) {
            throw new IOException(notOurs());
        }
        return Optional.ofNullable(head);
    }

    private String notOurs() {
        return "there is a ConfigMap \"" + name()
                + "\" that is not this LoadTest's checkpoint: it lacks the operator's seal";
    }

    /** Progress of the head read or written last. */
    synchronized Progress progress() {
        return head == null ? Progress.NONE : head.progress();
    }

    /** Holder of the head read or written last; empty without one. */
    synchronized String holder() {
        return head == null ? "" : head.holder();
    }

    private void look() {
        Optional<ConfigMap> found = objects.get(name());
        known = found.orElse(null);
        head = found.filter(it -> Ownership.isOf(it, owner))
                .flatMap(it -> SealedHead.of(it, seal))
                .orElse(null);
    }

    /**
     * Writes the head for an epoch. Replaces the head read or written last, and any head without a valid seal, which
     * the leading coordinator overrides.
     *
     * @return false if a higher epoch or another coordinator has written it: this one is superseded
     * @throws CheckpointRefusedException if a foreign object has the name
     */
    synchronized boolean write(long epoch, byte[] content) {
        Progress before = progress();
        // The same object may have lost its labels and owner.
        String uid = known == null ? "" : known.getMetadata().getUid();
        // At most twice: after a lost answer our own write looks like another's.
        for (int attempt = 0; attempt < 2; attempt++) {
            if (before.epoch() > epoch || attempt > 0 && isAnothers(before)) {
                return false;
            }
            if (known != null
                    && !Ownership.isOf(known, owner)
                    && !known.getMetadata().getUid().equals(uid)) {
                throw new CheckpointRefusedException(notOurs(), null);
            }
            long commits = Math.addExact(Math.max(before.commits(), progress().commits()), 1);
            if (stored(new SealedHead(epoch, commits, holder, content))) {
                return true;
            }
            look();
        }
        return false;
    }

    /**
     * Restores the head written last if it was deleted or changed; a head that another coordinator advanced stays, and
     * the next write detects it.
     *
     * @throws CheckpointRefusedException if a foreign object has the name
     */
    synchronized void keep() {
        ConfigMap before = known;
        SealedHead mine = head;
        if (before == null || mine == null) {
            return;
        }
        look();
        boolean intact = head != null && head.progress().equals(mine.progress());
        if (!intact) {
            known = before;
            head = mine;
            write(mine.epoch(), mine.content());
        }
    }

    /** Whether another coordinator has advanced the head; a restored older head has not. */
    private boolean isAnothers(Progress before) {
        return head != null && !head.holder().equals(holder) && head.progress().compareTo(before) >= 0;
    }

    private boolean stored(SealedHead next) {
        ConfigMap object = object(next);
        if (known == null) {
            if (!objects.create(object)) {
                return false;
            }
            look();
            return head != null && head.holder().equals(holder);
        }
        Optional<ConfigMap> replaced = objects.replace(object);
        replaced.ifPresent(it -> {
            known = it;
            head = next;
        });
        return replaced.isPresent();
    }

    /** Deletes the head read or written last. */
    synchronized void delete() {
        if (known != null) {
            objects.delete(known);
        }
    }

    private ConfigMap object(SealedHead next) {
        ConfigMapBuilder object =
                next.addTo(new ConfigMapBuilder().withMetadata(Ownership.metadata(owner, name())), seal);
        ConfigMap before = known;
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
}
