package dev.loadtest.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The body of a request that was read to its end. */
sealed interface ReceivedBody {

    /** Identifies the content of a body; empty for an empty body. The multipart boundary is not part of it. */
    String fingerprint();

    /** A body that is not multipart. */
    record Plain(byte[] content) implements ReceivedBody {
        @Override
        public String fingerprint() {
            return content.length == 0 ? "" : Sha256.of(content);
        }
    }

    /** A multipart body: of a file its digest is kept, not its content. */
    record Form(List<FilePart> files, Map<String, String> fields) implements ReceivedBody {
        public Form {
            files = List.copyOf(files);
            fields = Map.copyOf(fields);
        }

        /** The part of that name; a short text without a file name counts as a file too. */
        Optional<FilePart> file(String name) {
            return files.stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst()
                    .or(() -> Optional.ofNullable(fields.get(name)).map(text -> FilePart.of(name, text)));
        }

        @Override
        public String fingerprint() {
            return Sha256.of(new TreeMap<>(fields) + " " + files);
        }
    }

    /** A body over the limit; not kept. */
    record TooLarge() implements ReceivedBody {
        @Override
        public String fingerprint() {
            return "too-large";
        }
    }

    /** A body declared as multipart that cannot be parsed. */
    record Malformed() implements ReceivedBody {
        @Override
        public String fingerprint() {
            return "malformed";
        }
    }

    /**
     * A file within a multipart body.
     *
     * @param bytes its length
     * @param lines the line feeds in it
     * @param sha256 of its content, in lower-case hexadecimal
     */
    record FilePart(String name, String fileName, long bytes, long lines, String sha256) {
        static FilePart of(String name, String text) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            long lines = text.chars().filter(c -> c == '\n').count();
            return new FilePart(name, "", content.length, lines, Sha256.of(content));
        }
    }
}
