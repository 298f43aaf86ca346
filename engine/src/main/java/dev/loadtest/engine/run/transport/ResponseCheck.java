package dev.loadtest.engine.run.transport;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.RequestTemplate;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks a response against its expectation, and reads captures from it. */
public final class ResponseCheck {
    /** Maximum bytes of a body that checks and captures read. */
    static final int CHECKED_BYTES = 1 << 20;

    private final JsonValues json;

    public ResponseCheck(JsonValues json) {
        this.json = json;
    }

    /** Number of body bytes required to judge a response; captures are read for tracked requests only. */
    public static int bodyLimit(RequestTemplate request, boolean captures) {
        boolean reads = request.expect().bodyContains() != null
                || captures && request.captures().stream().anyMatch(c -> c.source() instanceof Capture.JsonPointer);
        return reads ? CHECKED_BYTES : 0;
    }

    /** Why a response does not meet its expectation; null if it does. */
    @Nullable
    public String complaint(RequestTemplate request, Transport.Response response) {
        Expectation expect = request.expect();
        if (!expect.acceptsStatus(response.status())) {
            return "status " + response.status();
        }
        String needle = expect.bodyContains();
        if (needle == null || contains(response.body(), needle.getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        return "status " + response.status() + ", but the body does not contain the expected text"
                + because(Readable.obstacle(response));
    }

    /** The value of a capture in a response, or why it has none. */
    public Reading read(Capture capture, Transport.Response response) {
        return switch (capture.source()) {
            case Capture.JsonPointer pointer -> explained(json.at(response.body(), pointer.pointer()), response);
            case Capture.ResponseHeader header -> {
                String value = response.headers().first(header.header());
                yield value != null
                        ? new Reading.Value(value)
                        : new Reading.Nothing("the response has no header " + header.header());
            }
        };
    }

    private static Reading explained(Reading read, Transport.Response response) {
        return read instanceof Reading.Nothing nothing
                ? new Reading.Nothing(nothing.why() + because(Readable.obstacle(response)))
                : read;
    }

    private static String because(String obstacle) {
        return obstacle.isEmpty() ? "" : ": " + obstacle;
    }

    private static boolean contains(byte[] body, byte[] needle) {
        for (int at = 0; at <= body.length - needle.length; at++) {
            int i = 0;
            while (i < needle.length && body[at + i] == needle[i]) {
                i++;
            }
            if (i == needle.length) {
                return true;
            }
        }
        return false;
    }
}
