package dev.loadtest.operator.key;

import dev.loadtest.control.Seal;
import dev.loadtest.crds.model.LoadTest;
import java.nio.charset.StandardCharsets;

/**
 * The key that only operators of one release have. It is never used itself: each purpose and run has a key of its own, so
 * that what is learnt of one tells nothing of another, and what was sealed for one run is worth nothing in another. Any
 * thread.
 */
public final class OperatorKey {
    private static final int MIN_BYTES = 32;

    private final Seal root;

    /** What a key is for; its name is part of the derivation. */
    public enum Purpose {
        /** The head of a checkpoint. */
        CHECKPOINT_HEAD,
        /** A part of a checkpoint's shard. */
        CHECKPOINT_SHARD,
        /** What a checkpoint says of captured values. */
        CAPTURED_VALUES,
        /** The control API of the workers. */
        WORKER_CONTROL,
        /** What shows that a pod was made for a run. */
        RUN_PODS
    }

    /** @param key at least 32 bytes */
    public OperatorKey(byte[] key) {
        if (key.length < MIN_BYTES) {
            throw new IllegalArgumentException("the operator's key has fewer than 32 bytes");
        }
        this.root = new Seal(key);
    }

    /** The key of a run for a purpose, 32 bytes: the HMAC-SHA256 of both under the operator's key. */
    public byte[] derived(Purpose purpose, LoadTest run) {
        return root.of(
                bytes(purpose.name()),
                bytes(run.getMetadata().getNamespace()),
                bytes(run.getMetadata().getName()),
                bytes(run.getMetadata().getUid()));
    }

    /** Seals what belongs to a run. */
    public Seal seal(Purpose purpose, LoadTest run) {
        return new Seal(derived(purpose, run));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
