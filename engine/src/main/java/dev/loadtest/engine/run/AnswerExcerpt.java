package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.result.exemplar.Exemplar.Answer;
import dev.loadtest.engine.result.exemplar.Exemplar.Header;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The first part of a response, without secrets.
 *
 * @param bytes of the body, and of the headers
 */
record AnswerExcerpt(MixRequest of, SecretMask mask, int bytes) {
    static final String MASKED = "***";
    private static final int MAX_CHARACTERS = 400;

    /** @param response as received */
    Answer of(Response response) {
        List<Header> headers = new ArrayList<>();
        boolean[] cut = {false};
        int[] room = {bytes};
        response.headers().forEach((name, value) -> {
            Header header = new Header(cut(name), shown(name, value));
            room[0] -= header.name().length() + header.value().length();
            if (room[0] >= 0) {
                headers.add(header);
            } else {
                cut[0] = true;
            }
        });
        Body body = body(response);
        return new Answer(headers, body.text(), body.longer() || cut[0], body.note());
    }

    /** Headers and body as text of several lines. */
    String whole(Response response) {
        StringBuilder text = new StringBuilder();
        response.headers().forEach((name, value) -> text.append(cut(name))
                .append(": ")
                .append(shown(name, value))
                .append('\n'));
        Body body = body(response);
        text.append('\n').append(body.text()).append('\n');
        if (body.longer() || !body.note().isEmpty()) {
            text.append("(the body is ")
                    .append(body.note().isEmpty() ? "longer" : body.note())
                    .append(")\n");
        }
        return text.toString();
    }

    /** @param note why there is no text; empty otherwise */
    private record Body(String text, boolean longer, String note) {}

    private Body body(Response response) {
        String why = obstacle(response);
        if (!why.isEmpty()) {
            return new Body("", false, why);
        }
        Response decoded = of.check.decoded(response, bytes);
        if (!decoded.undecoded().isEmpty() || isBinary(decoded.body())) {
            return new Body("", false, "not shown: it is not text");
        }
        byte[] start = Arrays.copyOf(decoded.body(), Math.min(bytes, decoded.body().length));
        boolean longer = decoded.truncated() || start.length < decoded.body().length;
        return new Body(text(mask.mask(start, longer)), longer, "");
    }

    /** Why the body is not shown; empty if it is. */
    private String obstacle(Response response) {
        if (of.template.captures().stream()
                .anyMatch(it -> it.sensitive() && !(it.source() instanceof Capture.ResponseHeader))) {
            return "not shown: a sensitive value is captured from it";
        }
        if (response.body().length == 0 && response.truncated()) {
            return "not kept: the request was not among the slowest when its response began";
        }
        return "";
    }

    /** Cookies of a session are credentials. */
    private String shown(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean captured = of.template.captures().stream()
                .anyMatch(it -> it.sensitive()
                        && it.source() instanceof Capture.ResponseHeader from
                        && from.header().equalsIgnoreCase(name));
        if (captured) {
            return MASKED;
        }
        if (lower.equals("set-cookie")) {
            int equals = value.indexOf('=');
            int end = value.indexOf(';');
            String attributes = end < 0 ? "" : value.substring(end);
            return cut(mask.mask(value.substring(0, Math.max(0, equals)) + "=" + MASKED + attributes));
        }
        return cut(mask.mask(value));
    }

    static String cut(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }

    private static boolean isBinary(byte[] body) {
        for (int at = 0; at < Math.min(body.length, 512); at++) {
            if (body[at] == 0) {
                return true;
            }
        }
        return false;
    }

    /** A character that the end cuts in two is left out. */
    private static String text(byte[] bytes) {
        int end = bytes.length;
        int back = 1;
        while (back <= 3 && back <= end && (bytes[end - back] & 0xC0) == 0x80) {
            back++;
        }
        if (back <= end && (bytes[end - back] & 0xC0) == 0xC0) {
            int length = Integer.numberOfLeadingZeros(~(bytes[end - back] << 24));
            end = length > back ? end - back : end;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
