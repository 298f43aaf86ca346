package dev.loadtest.worker.http;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.run.PreparedRequest.Bytes;
import dev.loadtest.engine.run.PreparedRequest.Field;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A request as it goes over the wire, made once for each {@link PreparedRequest}.
 *
 * @param authority what it was made for
 */
record LeanRequest(String authority, byte[] head, byte[] body, boolean ofHead) {
    static final String USER_AGENT = "loadtest";
    private static final byte[] NOTHING = new byte[0];
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** @throws Failure where a part of the request would break out of its place */
    static LeanRequest of(PreparedRequest request, String authority) throws Failure {
        if (request.encoded instanceof LeanRequest made && made.authority.equals(authority)) {
            return made;
        }
        check(request);
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        line(head, "Host", authority);
        if (request.headers().stream().noneMatch(field -> field.name().equalsIgnoreCase("user-agent"))) {
            line(head, "User-Agent", USER_AGENT);
        }
        for (Field field : request.headers()) {
            line(head, field.name(), field.value());
        }
        byte[] body = NOTHING;
        if (request.content() instanceof Bytes bytes) {
            body = bytes.bytes();
            line(head, "Content-Type", bytes.contentType());
            line(head, "Content-Length", Integer.toString(body.length));
        } else if (WITH_BODY.contains(request.method())) {
            line(head, "Content-Length", "0");
        }
        head.append("\r\n");
        byte[] wire = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        LeanRequest made =
                new LeanRequest(authority, wire, body, request.method().equals("HEAD"));
        request.encoded = made;
        return made;
    }

    /** Upstream has validated all of it: this is the last line of defence against a request that becomes two. */
    static void check(PreparedRequest request) throws Failure {
        require(isToken(request.method()), "the method is no token");
        require(
                !request.target().isEmpty() && request.target().chars().allMatch(c -> c > ' ' && c < 0x7f),
                "the path holds a character that must be percent-encoded");
        for (Field field : request.headers()) {
            require(isToken(field.name()), "a header's name is no token");
            require(isValue(field.value()), "the value of header " + field.name() + " holds a control character");
        }
        if (request.content() instanceof Bytes bytes) {
            require(isValue(bytes.contentType()), "the content type holds a control character");
        }
    }

    private static void require(boolean holds, String otherwise) throws Failure {
        if (!holds) {
            throw new Failure(ErrorCause.OTHER, otherwise);
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x7f && HeadText.isTokenByte((byte) c));
    }

    private static boolean isValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
