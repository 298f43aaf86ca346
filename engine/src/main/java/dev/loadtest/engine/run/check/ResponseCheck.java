package dev.loadtest.engine.run.check;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks responses to one request against its expectation, and reads captures from them. Confined to the loop. */
public final class ResponseCheck {
    /** Maximum bytes of a body that checks and captures read. */
    static final int CHECKED_BYTES = 1 << 20;

    private static final String HIDDEN = "***";

    private final RequestTemplate request;
    private final Expectation expect;
    private final JsonValues json;
    private final Decoding decoding;
    private final HeaderChecks headers;
    private final @Nullable JsonChecks values;
    private final byte @Nullable [] needle;
    private final @Nullable TextPattern pattern;
    /** By the regular expression of a capture. */
    private final Map<String, TextPattern> captured = new HashMap<>();

    public ResponseCheck(RequestTemplate request, BodyReaders readers) {
        this.request = request;
        this.expect = request.expect();
        this.json = readers.json();
        this.decoding = new Decoding(readers.codings());
        this.headers = new HeaderChecks(expect.headers(), readers.patterns());
        this.values = expect.json().isEmpty() ? null : new JsonChecks(expect.json(), readers);
        String text = expect.bodyContains();
        this.needle = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        String regex = expect.bodyMatches();
        this.pattern = regex == null ? null : readers.patterns().compile(regex);
        for (Capture capture : request.captures()) {
            if (capture.source() instanceof Capture.Regex source) {
                captured.put(source.regex(), readers.patterns().compile(source.regex()));
            }
        }
    }

    /** Number of body bytes required to judge a response; captures are read for tracked requests only. */
    public static int bodyLimit(RequestTemplate request, boolean captures) {
        boolean reads = request.expect().readsBody()
                || captures
                        && request.captures().stream().anyMatch(c -> !(c.source() instanceof Capture.ResponseHeader));
        return reads ? CHECKED_BYTES : 0;
    }

    /**
     * The response with the content codings of its body undone; the same where there is nothing to undo.
     *
     * @param limit maximum bytes of the decoded body
     */
    public Response decoded(Response response, int limit) {
        return decoding.decoded(response, limit);
    }

    /**
     * The part of a response that checks and captures read: it does not depend on whether the body is saved.
     *
     * @param decoded see {@link #decoded}
     */
    public Response checked(Response decoded) {
        byte[] body = decoded.body();
        return body.length <= CHECKED_BYTES
                ? decoded
                : new Response(
                        decoded.status(),
                        decoded.headers(),
                        Arrays.copyOf(body, CHECKED_BYTES),
                        true,
                        decoded.undecoded());
    }

    /** Why a response does not meet its expectation; null if it does. */
    @Nullable
    public Complaint complaint(Response response) {
        if (!expect.acceptsStatus(response.status())) {
            return Complaint.of("status " + response.status());
        }
        Complaint complaint = headers.complaint(response.headers());
        if (complaint == null && values != null) {
            complaint = values.complaint(response);
        }
        if (complaint == null) {
            return ofBody(response);
        }
        return complaint.found() == null ? complaint : complaint.found(hidden(complaint.found(), response));
    }

    private @Nullable Complaint ofBody(Response response) {
        if (needle != null && !contains(response.body(), needle)) {
            return Complaint.of("status " + response.status() + ", but the body does not contain the expected text"
                    + Readable.because(response));
        }
        if (pattern != null && !pattern.isIn(response.body())) {
            return Complaint.of("expected the body to match " + Shown.cut(String.valueOf(expect.bodyMatches()))
                    + ", found no match" + because(pattern, response));
        }
        return null;
    }

    /** A value without what the request captures as sensitive: of a failed response nothing is captured and masked. */
    private String hidden(String found, Response response) {
        SecretMask own = new SecretMask();
        for (Capture capture : request.captures()) {
            if (capture.sensitive() && read(capture, response) instanceof Reading.Value value) {
                if (value.text().equals(found)) {
                    return HIDDEN;
                }
                own.add(value.text());
            }
        }
        return own.mask(found);
    }

    /** The value of a capture in a response, or why it has none. */
    public Reading read(Capture capture, Response response) {
        return switch (capture.source()) {
            case Capture.JsonPointer pointer -> explained(json.at(response.body(), pointer.pointer()), response);
            case Capture.ResponseHeader header -> {
                String value = response.headers().first(header.header());
                yield value != null
                        ? new Reading.Value(value)
                        : new Reading.Nothing("the response has no header " + header.header());
            }
            case Capture.Regex regex -> {
                TextPattern compiled = captured.get(regex.regex());
                String value = compiled == null ? null : compiled.firstGroup(response.body());
                yield value != null
                        ? new Reading.Value(value)
                        : new Reading.Nothing(
                                "the body has no match of " + Shown.cut(regex.regex()) + because(compiled, response));
            }
        };
    }

    private static String because(@Nullable TextPattern pattern, Response response) {
        boolean beyond = pattern != null && response.body().length > pattern.reach();
        return beyond
                ? ": only the body's first " + pattern.reach() + " bytes are searched with this expression"
                : Readable.because(response);
    }

    private static Reading explained(Reading read, Response response) {
        return read instanceof Reading.Nothing nothing
                ? new Reading.Nothing(nothing.why() + Readable.because(response))
                : read;
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
