package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.key.OperatorKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The token by which a run's coordinator shows itself to its workers, derived from the operator's key. Workers are given
 * its SHA-256 only, so that nobody who reads a pod can command it.
 */
public final class ControlToken {
    private final OperatorKey key;

    public ControlToken(OperatorKey key) {
        this.key = key;
    }

    /** The token of a run, in lower-case hexadecimal. */
    public String of(LoadTest run) {
        return HexFormat.of().formatHex(key.derived(OperatorKey.Purpose.WORKER_CONTROL, run));
    }

    /** The SHA-256 of a run's token as it is sent, in lower-case hexadecimal. */
    public String hash(LoadTest run) {
        return HexFormat.of().formatHex(Sha256.of(of(run).getBytes(StandardCharsets.US_ASCII)));
    }
}
