package dev.loadtest.cli;

import dev.loadtest.engine.plan.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts that a plan refers to, from the files that {@code --ref} names. No message shows what is in them.
 *
 * @param texts by key, complete where there are no problems
 * @param problems by key: what is wrong and what to do about it
 */
record ReferenceFiles(Map<SecretRef, String> texts, Map<SecretRef, String> problems) {
    /** As large as a Secret may be. */
    private static final int MAX_BYTES = 1 << 20;

    ReferenceFiles {
        texts = Map.copyOf(texts);
        problems = Map.copyOf(problems);
    }

    /** Reads what is needed; what is given beyond that is left alone. */
    static ReferenceFiles read(Collection<SecretRef> needed, List<Reference> given) {
        Map<SecretRef, Path> files = new LinkedHashMap<>();
        given.forEach(reference -> files.put(reference.ref(), reference.file()));
        Map<SecretRef, String> texts = new LinkedHashMap<>();
        Map<SecretRef, String> problems = new TreeMap<>(java.util.Comparator.comparing(SecretRef::toString));
        for (SecretRef ref : needed) {
            Path file = files.get(ref);
            if (file == null) {
                problems.put(ref, "no file is given for " + ref + ": add --ref " + ref + "=FILE");
                continue;
            }
            try {
                String text = text(ref, file);
                texts.put(ref, text);
            } catch (IOException e) {
                problems.put(ref, "--ref " + ref + "=" + file + ": " + reason(e));
            }
        }
        return new ReferenceFiles(texts, problems);
    }

    /** Editors and echo end a file with a line end, which no header may hold. */
    private static String text(SecretRef ref, Path file) throws IOException {
        String text = decoded(bytes(file));
        if (ref.kind() == SecretRef.Kind.CONFIG_MAP) {
            return text;
        }
        String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        value = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F)) {
            throw new IOException("it holds line ends or control characters, which no header may have");
        }
        return value;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return bytes;
        }
    }

    private static String decoded(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8 text", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
