package dev.loadtest.worker;

import dev.loadtest.engine.plan.ReferenceUse;
import dev.loadtest.engine.plan.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file with a Secret's or a ConfigMap's key. */
public final class ReferenceText {
    /** The API server's limit of an object. */
    private static final int MAX_BYTES = 1 << 20;

    private ReferenceText() {}

    /**
     * The text; if it is a single line, without the final line end that editors and echo add.
     *
     * @throws IOException if it cannot be read, exceeds 1 MiB, is not UTF-8, or cannot be used for that purpose
     */
    public static String read(ReferenceUse use, Path file) throws IOException {
        String text = decoded(bytes(file));
        return switch (use) {
            case PEM -> text;
            case HEADER -> headerValue(line(text));
            case PASSWORD -> line(text);
            case USER_NAME -> userName(line(text));
        };
    }

    /** Likewise before the plan is known: PEM is kept as it is, other text is a header's value. */
    public static String read(SecretRef.Kind kind, Path file) throws IOException {
        String text = decoded(bytes(file));
        boolean whole = kind == SecretRef.Kind.CONFIG_MAP || text.stripLeading().startsWith("-----BEGIN ");
        return whole ? text : headerValue(line(text));
    }

    private static String line(String text) throws IOException {
        String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        value = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F)) {
            throw new IOException("it holds line ends or control characters, which no header may have");
        }
        return value;
    }

    private static String headerValue(String value) throws IOException {
        if (value.chars().anyMatch(c -> c > 0xFF)) {
            throw new IOException("it holds characters beyond Latin-1 (U+00FF), which no header can carry");
        }
        return value;
    }

    private static String userName(String value) throws IOException {
        if (value.contains(":")) {
            throw new IOException("it holds a colon, which ends a user name of basic authentication");
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
}
