package dev.loadtest.cli.cluster.api;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Files as a ConfigMap whose name follows from their names and content, so that equal files are stored once.
 *
 * @param files content by name
 */
public record FileMap(SortedMap<String, byte[]> files) {
    /** Of an API server, for all values together. */
    public static final int MAX_BYTES = 1 << 20;

    static final String LABEL = "loadtest.dev/files";
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final int DIGITS = 20;

    public FileMap {
        files = new TreeMap<>(files);
    }

    /**
     * Why no ConfigMap can hold such files, and what to do.
     *
     * @param bytes of all together
     */
    public static Optional<String> obstacle(Set<String> names, long bytes) {
        if (bytes > MAX_BYTES) {
            return Optional.of("the files have " + bytes + " bytes, more than the " + MAX_BYTES
                    + " that a ConfigMap may hold: put them on a volume, and name it with persistentVolumeClaim");
        }
        return names.stream()
                .filter(name -> !KEY.matcher(name).matches() || name.startsWith(".."))
                .findFirst()
                .map(name -> "the file name \"" + name
                        + "\" is no key of a ConfigMap (letters, digits, \"-\", \"_\" and \".\"): rename the file, or put it"
                        + " on a volume, and name that with persistentVolumeClaim");
    }

    /** From the content alone. */
    public String name() {
        MessageDigest digest = sha256();
        files.forEach((name, content) -> {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(key.length)
                    .putLong(content.length)
                    .flip());
            digest.update(key);
            digest.update(content);
        });
        return "loadtest-files-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without an owner. */
    ConfigMap object(String namespace) {
        ConfigMapBuilder object = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name())
                .withNamespace(namespace)
                .addToLabels(LABEL, "content-addressed")
                .endMetadata()
                .withImmutable(true);
        files.forEach((name, content) -> {
            if (isText(content)) {
                object.addToData(name, new String(content, StandardCharsets.UTF_8));
            } else {
                object.addToBinaryData(name, Base64.getEncoder().encodeToString(content));
            }
        });
        return object.build();
    }

    /** As kubectl divides them, so that texts can be read. */
    private static boolean isText(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    /** Whether a ConfigMap of this name holds these files and cannot be changed. */
    boolean isHeldBy(ConfigMap object) {
        Map<String, String> texts = Objects.requireNonNullElse(object.getData(), Map.of());
        Map<String, String> binaries = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        return Boolean.TRUE.equals(object.getImmutable())
                && texts.size() + binaries.size() == files.size()
                && files.entrySet().stream().allMatch(file -> {
                    String text = texts.get(file.getKey());
                    String binary = binaries.get(file.getKey());
                    return text != null && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file.getValue())
                            || binary != null
                                    && Arrays.equals(Base64.getMimeDecoder().decode(binary), file.getValue());
                });
    }
}
