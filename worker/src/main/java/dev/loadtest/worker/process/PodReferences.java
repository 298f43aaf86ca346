package dev.loadtest.worker.process;

import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Secrets and ConfigMaps that are mounted for this worker. No message shows what is in them. Blocks; any thread. */
final class PodReferences {
    /** As large as a Secret may be. */
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;

    /** @param folder below which {@code secret/NAME/KEY} and {@code configmap/NAME/KEY} lie */
    PodReferences(Path folder) {
        this.folder = folder;
    }

    /** Texts by key, and a sentence for each that cannot be had. */
    record Found(Map<SecretRef, String> texts, List<String> missing) {
        Found {
            texts = Map.copyOf(texts);
            missing = List.copyOf(missing);
        }

        /** Without the texts: they are credentials. */
        @Override
        public String toString() {
            return "Found[" + texts.size() + " texts, missing=" + missing + "]";
        }
    }

    /** All that a plan refers to. */
    static Set<SecretRef> of(LoadPlan plan) {
        Set<SecretRef> refs = new LinkedHashSet<>();
        SecretRef authority = plan.target().tls().authority();
        if (authority != null) {
            refs.add(authority);
        }
        add(plan.target().headers(), refs);
        for (RequestTemplate request : plan.requests()) {
            add(request.headers(), refs);
        }
        return refs;
    }

    private static void add(List<Header> headers, Set<SecretRef> refs) {
        for (Header header : headers) {
            switch (header.value()) {
                case Header.Text text -> {}
                case Header.FromSecret secret -> refs.add(secret.ref());
            }
        }
    }

    Found read(Collection<SecretRef> wanted) {
        Map<SecretRef, String> texts = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (SecretRef ref : wanted) {
            try {
                texts.put(ref, text(ref));
            } catch (NoSuchFileException e) {
                missing.add(ref + " is missing: there is no key \"" + ref.key() + "\" in "
                        + (ref.kind() == SecretRef.Kind.SECRET ? "Secret" : "ConfigMap") + " \"" + ref.name()
                        + "\", or no such object");
            } catch (IOException e) {
                missing.add(ref + " cannot be used: " + e.getMessage());
            }
        }
        return new Found(texts, List.copyOf(missing));
    }

    private String text(SecretRef ref) throws IOException {
        String kind = ref.kind() == SecretRef.Kind.SECRET ? "secret" : "configmap";
        Path file = folder.resolve(kind).resolve(ref.name()).resolve(ref.key()).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new NoSuchFileException(ref.toString());
        }
        String text = decoded(bytes(file));
        return ref.kind() == SecretRef.Kind.CONFIG_MAP ? text : headerValue(text);
    }

    /** Editors and echo end a file with a line end, which no header may hold. */
    private static String headerValue(String text) throws IOException {
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
}
