package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.Seal;
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
 * The head of a run's checkpoint, which commits: one ConfigMap, replaced only over the resourceVersion that was read or
 * written last, and never by a lower epoch. One coordinator's use of it. Any thread; each call blocks.
 */
final class StoredHead {
    private final ConfigMaps objects;
    private final LoadTest owner;
    private final String holder;
    private final Seal seal;
    private @Nullable ConfigMap known;
    private @Nullable SealedHead head;

    /** @param holder names this coordinator alone: two that take over in one instant may choose the same epoch */
    StoredHead(ConfigMaps objects, LoadTest owner, String holder, Seal seal) {
        this.objects = objects;
        this.owner = owner;
        this.holder = holder;
        this.seal = seal;
    }

    /**
     * Reads it; empty where there is none.
     *
     * @throws IOException where there is one that is not ours, or that this operator has not written so
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
                + "\" that is not this LoadTest's checkpoint as an operator has written it";
    }

    /** How far the head had come that was read or written last. */
    synchronized Progress progress() {
        return head == null ? Progress.NONE : head.progress();
    }

    /** Whose the head is that was read or written last; empty without one. */
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
     * Writes it for an epoch; what was read or written last is what it may replace, and what no operator has written: that
     * is replaced, since this coordinator knows better.
     *
     * @return false where a higher epoch has it, or another coordinator came between: this one is superseded
     * @throws CheckpointRefusedException where the name is taken by an object that is not this LoadTest's
     */
    synchronized boolean write(long epoch, byte[] content) {
        Progress before = progress();
        // Of that very object labels and owner may have been taken away.
        String uid = known == null ? "" : known.getMetadata().getUid();
        // At most twice: an answer that was lost makes our own write look like another's.
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
     * Writes the head again that was written last, where it was deleted or changed; one that another coordinator has brought
     * further stays, which the next write finds out.
     *
     * @throws CheckpointRefusedException where the name is taken by an object that is not this LoadTest's
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

    /** Whether another coordinator has brought the head further than it was; one that is put back is nobody's. */
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

    /** Deletes what was read or written last. */
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
