package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.request.PreparedRequest.FilePart;
import dev.loadtest.engine.run.request.PreparedRequest.Multipart;
import dev.loadtest.engine.run.request.PreparedRequest.TextPart;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A body that is too large to hold: bytes and files one after the other.
 *
 * @param contentType of the whole
 */
public record Upload(String contentType, List<Segment> segments) {

    /** A stretch of the body. */
    public sealed interface Segment {
        long size();
    }

    public record Memory(byte[] bytes) implements Segment {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    public record Stored(Path path, long size) implements Segment {}

    public Upload {
        segments = List.copyOf(segments);
    }

    /**
     * Separator of the parts of a run's forms: a function of its name and seed, so that each request can be made again,
     * and as improbable in a file as a random one.
     */
    public static String boundary(String name, long seed) {
        UUID digest = UUID.nameUUIDFromBytes((seed + " " + name).getBytes(StandardCharsets.UTF_8));
        return "loadtest-" + digest.toString().replace("-", "");
    }

    /** In bytes: known before anything is read, so that it can be announced. */
    public long length() {
        return segments.stream().mapToLong(Segment::size).sum();
    }

    public static boolean needed(Content content) {
        return content instanceof FileContent || content instanceof Multipart;
    }

    /**
     * What is sent for a file or a multipart form, RFC 7578.
     *
     * @param boundary stands in none of the parts
     * @throws Failure where a content type would break out of its header
     */
    public static Upload of(Content content, String boundary) throws Failure {
        return switch (content) {
            case FileContent file ->
                new Upload(checked(file.contentType()), List.of(new Stored(file.path(), file.size())));
            case Multipart multipart -> multipart(multipart, boundary);
            default -> throw new IllegalArgumentException("held in memory: " + content);
        };
    }

    private static Upload multipart(Multipart multipart, String boundary) throws Failure {
        List<Segment> segments = new ArrayList<>();
        for (var part : multipart.parts()) {
            switch (part) {
                case TextPart text -> {
                    segments.add(text(head(boundary, text.name(), "", text.contentType())));
                    segments.add(text(text.text() + "\r\n"));
                }
                case FilePart file -> {
                    String fileName = "; filename=\"" + quoted(file.fileName()) + "\"";
                    segments.add(text(head(boundary, file.name(), fileName, file.contentType())));
                    segments.add(new Stored(file.path(), file.size()));
                    segments.add(text("\r\n"));
                }
            }
        }
        segments.add(text("--" + boundary + "--\r\n"));
        return new Upload("multipart/form-data; boundary=" + boundary, segments);
    }

    private static String head(String boundary, String name, String fileName, String contentType) throws Failure {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"" + fileName
                + "\r\nContent-Type: " + checked(contentType) + "\r\n\r\n";
    }

    /** As browsers write names, WHATWG HTML section 4.10.21.8. */
    private static String quoted(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private static String checked(String contentType) throws Failure {
        if (contentType.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Failure(ErrorCause.OTHER, "a content type holds a control character");
        }
        return contentType;
    }

    private static Segment text(String text) {
        return new Memory(text.getBytes(StandardCharsets.UTF_8));
    }
}
