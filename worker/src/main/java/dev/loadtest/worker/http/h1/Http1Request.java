package dev.loadtest.worker.http.h1;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.RequestRules;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.WebRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request in wire form: prefix, target, suffix, then its body.
 *
 * @param target path and query, in ASCII
 * @param cookie value of its Cookie header, in Latin-1; empty for none
 */
record Http1Request(Frame frame, String target, String cookie) {
    private static final byte[] NOTHING = new byte[0];
    private static final String COOKIE = "Cookie: ";
    private static final String END_OF_LINE = "\r\n";
    /** Methods whose requests may be sent twice (RFC 9110 section 9.2.2). */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    /**
     * All parts except the target, created once for each {@link PreparedRequest#origin()}.
     *
     * @param authority its Host header
     * @param body in memory, or null
     * @param upload otherwise
     * @param idempotent whether the request may be sent twice
     */
    record Frame(
            String authority,
            byte[] before,
            byte[] after,
            byte[] body,
            @Nullable Upload upload,
            boolean ofHead,
            boolean idempotent) {}

    /**
     * The request for the target.
     *
     * @param boundary between the parts of a form
     * @throws Failure if a part of the request is not valid in its place
     */
    static Http1Request of(PreparedRequest request, String authority, String boundary) throws Failure {
        if (request.encoded instanceof Http1Request made && made.frame.authority.equals(authority)) {
            return made;
        }
        PreparedRequest origin = request.origin();
        Frame frame;
        if (origin.encodedRest instanceof Frame made && made.authority.equals(authority)) {
            frame = made;
        } else {
            RequestRules.check(origin);
            frame = frame(origin.method(), origin.headers(), origin.content(), authority, boundary);
            origin.encodedRest = frame;
        }
        RequestRules.checkTarget(request.target());
        Http1Request made = new Http1Request(frame, request.target(), "");
        if (request == origin) {
            // Cached for identical requests; others are sent once.
            request.encoded = made;
        }
        return made;
    }

    /** The request for a redirect's location: its parts were checked when it was first sent. */
    static Http1Request of(WebRequest request, String authority, String boundary) throws Failure {
        RequestRules.checkTarget(request.target());
        Frame frame = frame(request.method(), request.headers(), request.content(), authority, boundary);
        return new Http1Request(frame, request.target(), "");
    }

    /** Size in bytes without an upload. */
    int length() {
        int cookieLine = cookie.isEmpty() ? 0 : COOKIE.length() + cookie.length() + END_OF_LINE.length();
        return frame.before.length + target.length() + frame.after.length + cookieLine + frame.body.length;
    }

    void write(ByteBuf wire) {
        wire.writeBytes(frame.before);
        ByteBufUtil.writeAscii(wire, target);
        if (cookie.isEmpty()) {
            wire.writeBytes(frame.after);
        } else {
            wire.writeBytes(frame.after, 0, frame.after.length - END_OF_LINE.length());
            ByteBufUtil.writeAscii(wire, COOKIE);
            wire.writeCharSequence(cookie, StandardCharsets.ISO_8859_1);
            ByteBufUtil.writeAscii(wire, END_OF_LINE + END_OF_LINE);
        }
        wire.writeBytes(frame.body);
    }

    /** The same request with a Cookie header; this one if the value is empty. */
    Http1Request withCookie(String value) {
        return value.isEmpty() ? this : new Http1Request(frame, target, value);
    }

    private static Frame frame(String method, List<Field> headers, Content content, String authority, String boundary)
            throws Failure {
        StringBuilder head = new StringBuilder(256);
        head.append(" HTTP/1.1\r\n");
        line(head, "Host", authority);
        if (headers.stream().noneMatch(field -> field.name().equalsIgnoreCase("user-agent"))) {
            line(head, "User-Agent", RequestRules.USER_AGENT);
        }
        for (Field field : headers) {
            line(head, field.name(), field.value());
        }
        byte[] body = NOTHING;
        Upload upload = null;
        if (content instanceof Bytes bytes) {
            body = bytes.bytes();
            line(head, "Content-Type", bytes.contentType());
            line(head, "Content-Length", Integer.toString(body.length));
        } else if (Upload.needed(content)) {
            upload = Upload.of(content, boundary);
            line(head, "Content-Type", upload.contentType());
            line(head, "Content-Length", Long.toString(upload.length()));
        } else if (RequestRules.WITH_BODY.contains(method)) {
            line(head, "Content-Length", "0");
        }
        head.append("\r\n");
        byte[] before = (method + " ").getBytes(StandardCharsets.ISO_8859_1);
        byte[] after = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new Frame(authority, before, after, body, upload, method.equals("HEAD"), IDEMPOTENT.contains(method));
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
