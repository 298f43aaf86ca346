package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.hpack.FieldSize;
import dev.loadtest.worker.http.hpack.HpackWriter;
import dev.loadtest.worker.http.message.RequestRules;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.WebRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request in wire form: a header block, and its body.
 *
 * @param target path and query, in ASCII
 * @param cookie value of its Cookie header, in Latin-1; empty for none
 * @param block the whole header block; null for one that is written for each request
 */
record Http2Request(Frame frame, String target, String cookie, byte @Nullable [] block) {
    private static final byte[] NOTHING = new byte[0];
    /** Connection-specific headers, forbidden in HTTP/2 (RFC 9113 section 8.2.2). */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "upgrade");

    /**
     * All parts except target and cookie, created once for each {@link PreparedRequest#origin()}.
     *
     * @param origin where it leads
     * @param before fields before {@code :path}
     * @param fieldBytes size of all these fields in the results
     * @param body in memory, or empty
     * @param upload otherwise
     */
    record Frame(
            Origin origin,
            byte[] before,
            byte[] after,
            int fieldBytes,
            byte[] body,
            @Nullable Upload upload,
            boolean ofHead) {}

    /**
     * The request for the target.
     *
     * @param boundary between the parts of a form
     * @throws Failure if a part of the request is not valid in its place
     */
    static Http2Request of(PreparedRequest request, Origin origin, String boundary) throws Failure {
        if (request.encoded instanceof Http2Request made && made.frame.origin.equals(origin)) {
            return made;
        }
        PreparedRequest rest = request.origin();
        Frame frame;
        if (rest.encodedRest instanceof Frame made && made.origin.equals(origin)) {
            frame = made;
        } else {
            RequestRules.check(rest);
            frame = frame(rest.method(), rest.headers(), rest.content(), origin, boundary);
            rest.encodedRest = frame;
        }
        RequestRules.checkTarget(request.target());
        Http2Request made = new Http2Request(frame, request.target(), "", null);
        if (request == rest) {
            // Cached for identical requests; others are sent once.
            made = made.whole();
            request.encoded = made;
        }
        return made;
    }

    /** The request for a redirect's location: its parts were checked when it was first sent. */
    static Http2Request of(WebRequest request, String boundary) throws Failure {
        RequestRules.checkTarget(request.target());
        Frame frame = frame(request.method(), request.headers(), request.content(), request.origin(), boundary);
        return new Http2Request(frame, request.target(), "", null);
    }

    private Http2Request whole() {
        ByteBuf out = Unpooled.buffer(length(), length());
        write(out);
        return new Http2Request(frame, target, cookie, out.array());
    }

    /** The same request with a Cookie header; this one if the value is empty. */
    Http2Request withCookie(String value) {
        return value.isEmpty() ? this : new Http2Request(frame, target, value, null);
    }

    /** Size of the header block in bytes. */
    int length() {
        if (block != null) {
            return block.length;
        }
        int field = cookie.isEmpty() ? 0 : HpackWriter.cookieLength(cookie);
        return frame.before.length + HpackWriter.pathLength(target) + frame.after.length + field;
    }

    /** Size of the header fields in the results. */
    int fieldBytes() {
        int cookieBytes = cookie.isEmpty() ? 0 : FieldSize.of("cookie", cookie);
        return frame.fieldBytes + FieldSize.of(":path", target) + cookieBytes;
    }

    /** Whether the request ends with its header block. */
    boolean isWithoutBody() {
        return bodyLength() == 0;
    }

    /** In bytes. */
    long bodyLength() {
        Upload upload = frame.upload;
        return upload == null ? frame.body.length : upload.length();
    }

    /** Writes the header block. */
    void write(ByteBuf out) {
        if (block != null) {
            out.writeBytes(block);
            return;
        }
        out.writeBytes(frame.before);
        HpackWriter.field(out, ":path", target);
        out.writeBytes(frame.after);
        if (!cookie.isEmpty()) {
            HpackWriter.field(out, "cookie", cookie);
        }
    }

    private static Frame frame(String method, List<Field> headers, Content content, Origin origin, String boundary)
            throws Failure {
        Fields before = new Fields();
        before.add(":method", method);
        before.add(":scheme", origin.https() ? "https" : "http");
        before.add(":authority", origin.authority());
        Fields after = new Fields();
        if (headers.stream().noneMatch(field -> field.name().equalsIgnoreCase("user-agent"))) {
            after.add("user-agent", RequestRules.USER_AGENT);
        }
        for (Field field : headers) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name)) {
                // Blanks around a value, which HTTP/1.1 ignores, are forbidden: RFC 9113 section 8.2.1.
                after.add(name, field.value().strip());
            }
        }
        byte[] body = NOTHING;
        Upload upload = null;
        if (content instanceof Bytes bytes) {
            body = bytes.bytes();
            after.addContent(bytes.contentType(), body.length);
        } else if (Upload.needed(content)) {
            upload = Upload.of(content, boundary);
            after.addContent(upload.contentType(), upload.length());
        } else if (RequestRules.WITH_BODY.contains(method)) {
            after.add("content-length", "0");
        }
        return new Frame(
                origin, before.block(), after.block(), before.size + after.size, body, upload, method.equals("HEAD"));
    }

    /** Fields in the order in which they are sent. */
    private static final class Fields {
        private final ByteBuf block = Unpooled.buffer(256);
        private int size;

        public void add(String name, String value) {
            HpackWriter.field(block, name, value);
            size += FieldSize.of(name, value);
        }

        public void addContent(String type, long length) {
            add("content-type", type.strip());
            add("content-length", Long.toString(length));
        }

        public byte[] block() {
            byte[] bytes = new byte[block.readableBytes()];
            block.readBytes(bytes);
            return bytes;
        }
    }
}
