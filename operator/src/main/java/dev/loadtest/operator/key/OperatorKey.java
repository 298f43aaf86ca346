package dev.loadtest.operator.key;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.crds.model.LoadTest;
import java.nio.charset.StandardCharsets;

/**
 * The key shared by the operators of one release. Never used directly: each purpose and run has a derived key, so that
 * knowledge of one reveals nothing of another, and a seal for one run is invalid in another. Any thread.
 */
public final class OperatorKey {
    private static final int MIN_BYTES = 32;

    private final Seal root;

    /** Purpose of a derived key; its name is part of the derivation. */
    public enum Purpose {
        /** Heads of checkpoints. */
        CHECKPOINT_HEAD,
        /** Parts of shards. */
        CHECKPOINT_SHARD,
        /** Digests of captured values in checkpoints. */
        CAPTURED_VALUES,
        /** Control API of workers. */
        WORKER_CONTROL,
        /** Proof that a pod was made for a run. */
        RUN_PODS
    }

    /** @param key at least 32 bytes */
    public OperatorKey(byte[] key) {
        if (key.length < MIN_BYTES) {
            throw new IllegalArgumentException("the operator's key has fewer than 32 bytes");
        }
        this.root = new Seal(key);
    }

    /** The key of a run for a purpose, 32 bytes: HMAC-SHA256 of both under the operator's key. */
    public byte[] derived(Purpose purpose, LoadTest run) {
        return root.of(
                bytes(purpose.name()),
                bytes(run.getMetadata().getNamespace()),
                bytes(run.getMetadata().getName()),
                bytes(run.getMetadata().getUid()));
    }

    /** Seals data of a run. */
    public Seal seal(Purpose purpose, LoadTest run) {
        return new Seal(derived(purpose, run));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
