package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.operator.run.Progress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A head as stored in its ConfigMap. Only a seal of the operator's key makes it valid: others may create ConfigMaps
 * with this name, owner and label.
 *
 * @param commits number of writes of the run's head; (epoch, commits) only grows
 * @param holder identifies the coordinator that wrote it
 * @param content compressed
 */
record SealedHead(long epoch, long commits, String holder, byte[] content) {
    private static final String EPOCH = "epoch";
    private static final String COMMITS = "commits";
    private static final String HOLDER = "holder";
    private static final String CONTENT = "head";
    private static final String SEAL = "seal";

    /** Empty without a valid seal, which is checked before unpacking. */
    static Optional<SealedHead> of(ConfigMap object, Seal seal) {
        Map<String, String> data = Objects.requireNonNullElse(object.getData(), Map.of());
        Map<String, String> binary = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        try {
            SealedHead head = new SealedHead(
                    Long.parseLong(data.getOrDefault(EPOCH, "")),
                    Long.parseLong(data.getOrDefault(COMMITS, "")),
                    data.getOrDefault(HOLDER, ""),
                    Base64.getDecoder().decode(binary.getOrDefault(CONTENT, "")));
            byte[] mac = Base64.getDecoder().decode(binary.getOrDefault(SEAL, ""));
            return seal.isOf(mac, head.parts()) ? Optional.of(head) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    ConfigMapBuilder addTo(ConfigMapBuilder object, Seal seal) {
        return object.addToData(EPOCH, String.valueOf(epoch))
                .addToData(COMMITS, String.valueOf(commits))
                .addToData(HOLDER, holder)
                .addToBinaryData(CONTENT, Base64.getEncoder().encodeToString(content))
                .addToBinaryData(SEAL, Base64.getEncoder().encodeToString(seal.of(parts())));
    }

    Progress progress() {
        return new Progress(epoch, commits);
    }

    private byte[][] parts() {
        return new byte[][] {bytes(String.valueOf(epoch)), bytes(String.valueOf(commits)), bytes(holder), content};
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
