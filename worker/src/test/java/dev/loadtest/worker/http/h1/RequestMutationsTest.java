package dev.loadtest.worker.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Any texts make a refusal, or exactly one request with the expected lines in its head. */
class RequestMutationsTest {
    private static final int MUTATIONS = Integer.getInteger("loadtest.mutations", 20_000);
    private static final String AUTHORITY = "target:80";
    private static final String[] PIECES = {
        "\r",
        "\n",
        "\r\n",
        "\r\n\r\n",
        "\r\nX: y",
        "\0",
        "\u007f",
        "\u0085",
        "\u010a",
        "\u010d",
        "\u0a0d",
        "\u560d\u560a",
        "\u2028",
        "\ud83d\ude00",
        "\ud800",
        "\u00ff",
        "\u0120",
        " ",
        "\t",
        ":",
        " HTTP/1.1",
        "%0d%0a",
        "#",
        "?",
        "/"
    };

    @Test
    void refusedOrExactlyOneRequest() throws Exception {
        SplittableRandom random = new SplittableRandom(6);
        int sent = 0;
        for (int n = 0; n < MUTATIONS; n++) {
            byte[] body = text("body", random).getBytes(ISO_8859_1);
            Field field = new Field(text("X-Key", random), text("a value", random));
            PreparedRequest request = new PreparedRequest(
                    text("POST", random),
                    text("/path?a=b", random),
                    List.of(field),
                    n % 2 == 0 ? new Empty() : new Bytes(body, text("text/plain", random)),
                    0);
            sent += isSent(request, field, body) ? 1 : 0;
            sent += isSent(request.withTarget(text("/other", random)), field, body) ? 1 : 0;
        }
        assertThat(sent).as("otherwise nothing but refusals was tried").isGreaterThan(MUTATIONS / 10);
    }

    private static boolean isSent(PreparedRequest request, Field field, byte[] body) {
        Http1Request made;
        try {
            made = Http1Request.of(request, AUTHORITY, "boundary");
        } catch (Failure refused) {
            return false;
        }
        ByteBuf wire = Unpooled.buffer(made.length());
        made.write(wire);
        String text = wire.toString(ISO_8859_1);
        boolean agent = field.name().equalsIgnoreCase("user-agent");
        String expected = request.method() + " " + request.target() + " HTTP/1.1\r\nHost: " + AUTHORITY + "\r\n"
                + (agent ? "" : "User-Agent: loadtest\r\n") + field.name() + ": " + field.value() + "\r\n"
                + switch (request.content()) {
                    case Bytes bytes ->
                        "Content-Type: " + bytes.contentType() + "\r\nContent-Length: " + body.length + "\r\n\r\n"
                                + new String(body, ISO_8859_1);
                    default -> (request.method().equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n";
                };
        boolean harmless = isOneLine(request.method() + request.target() + field.name() + field.value());
        if (!text.equals(expected) || !harmless || wire.readableBytes() != made.length()) {
            throw new AssertionError(text + " of " + request.method() + " " + request.target() + " " + field);
        }
        return true;
    }

    private static boolean isOneLine(String text) {
        return text.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff);
    }

    private static String text(String like, SplittableRandom random) {
        StringBuilder mutation = new StringBuilder(like);
        for (int i = random.nextInt(6) - 4; i >= 0; i--) {
            int at = random.nextInt(mutation.length() + 1);
            if (random.nextInt(3) == 0) {
                mutation.insert(at, (char) random.nextInt(1 << 16));
            } else {
                mutation.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return mutation.toString();
    }
}
