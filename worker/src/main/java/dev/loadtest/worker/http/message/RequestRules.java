package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.request.PreparedRequest.Multipart;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import java.util.Set;

/** Rules for every request, whatever the HTTP version. */
public final class RequestRules {
    /** Default user agent. */
    public static final String USER_AGENT = "loadtest";
    /** Methods whose requests announce a body's length even without a body (RFC 9110 section 8.6). */
    public static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private static final String UNCARRIED =
            "a character that no header can carry: a control character, or one beyond Latin-1";

    private RequestRules() {}

    /**
     * Checks all parts of a request except its body. Validation has refused invalid ones before: this is the last
     * defence against request smuggling.
     *
     * @throws Failure if a part of the request is not valid in its place
     */
    public static void check(PreparedRequest request) throws Failure {
        require(isToken(request.method()), "the method is no token");
        checkTarget(request.target());
        for (Field field : request.headers()) {
            require(isToken(field.name()), "a header's name is no token");
            require(isValue(field.value()), "the value of header " + field.name() + " holds " + UNCARRIED);
        }
        switch (request.content()) {
            case Bytes bytes -> require(isValue(bytes.contentType()), "the content type holds " + UNCARRIED);
            case FileContent file -> require(isValue(file.contentType()), "the content type holds " + UNCARRIED);
            case Empty empty -> {}
            case Multipart multipart -> {}
        }
    }

    /** @throws Failure if the target is not a path in ASCII without spaces */
    public static void checkTarget(String target) throws Failure {
        boolean holds = !target.isEmpty();
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            holds &= c > ' ' && c < 0x7f;
        }
        require(holds, "the path holds a character that must be percent-encoded");
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
}
