package dev.loadtest.worker;

import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.result.Sample;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** File names of samples. Case ids contain foreign file names, and content types come from the target. */
final class SampleName {
    private static final int LONGEST_SEGMENT = 80;
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("text/html", "html"),
            Map.entry("application/xhtml+xml", "html"),
            Map.entry("image/svg+xml", "svg"),
            Map.entry("application/json", "json"),
            Map.entry("text/plain", "txt"),
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("text/csv", "csv"),
            Map.entry("application/xml", "xml"),
            Map.entry("text/xml", "xml"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("text/javascript", "js"),
            Map.entry("application/javascript", "js"),
            Map.entry("text/css", "css"),
            Map.entry("application/zip", "zip"),
            Map.entry("application/gzip", "gz"),
            Map.entry("application/yaml", "yaml"));

    private SampleName() {}

    /**
     * {@code samples/PHASE/CASE/K.EXT}; CASE is the part of the case id in brackets, {@code all} without any. The requests
     * of journey K are {@code K-0.EXT}, {@code K-1.EXT} and so on.
     */
    static String of(Sample sample, @Nullable String contentType) {
        String caseId = sample.caseId();
        int bracket = caseId.indexOf('[');
        String phase = bracket < 0 ? caseId : caseId.substring(0, bracket);
        String item = bracket < 0 ? "all" : caseId.substring(bracket + 1).replaceFirst("]$", "");
        String place = sample.journey().isEmpty() ? "" : "-" + sample.sending();
        return "samples/" + segment(phase) + "/" + segment(item) + "/" + sample.k() + place + "."
                + extension(contentType);
    }

    /** A folder name valid on every file system; different texts give different names. */
    static String segment(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_");
        if (safe.length() > LONGEST_SEGMENT) {
            safe = safe.substring(0, LONGEST_SEGMENT);
        }
        return safe.equals(text) && !safe.isEmpty() ? safe : safe + "~" + hash(text);
    }

    static String extension(@Nullable String contentType) {
        if (contentType == null) {
            return "bin";
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String known = EXTENSIONS.get(type);
        if (known != null) {
            return known;
        }
        if (type.endsWith("+json")) {
            return "json";
        }
        if (type.endsWith("+xml")) {
            return "xml";
        }
        return type.startsWith("text/") ? "txt" : "bin";
    }

    private static String hash(String text) {
        return Sha256.hex(text).substring(0, 8);
    }
}
