package dev.loadtest.worker.http.h2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.hpack.HpackWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests as a peer's decoder reads them. */
class Http2RequestTest {
    private static final int MUTATIONS = Integer.getInteger("loadtest.mutations", 10_000);
    private static final Origin ORIGIN = new Origin(true, "target", 8443);

    private static Http2Request made(PreparedRequest request, String cookie) throws Failure {
        return Http2Request.of(request, ORIGIN, "boundary").withCookie(cookie);
    }

    private static List<String> fields(Http2Request request) throws Exception {
        ByteBuf block = Unpooled.buffer();
        request.write(block);
        assertThat(block.readableBytes()).isEqualTo(request.length());
        List<String> fields = new ArrayList<>();
        int[] size = {0};
        new DefaultHttp2HeadersDecoder(true, true, 1_000_000)
                .decodeHeaders(1, block)
                .forEach(field -> {
                    fields.add(field.getKey() + ": " + field.getValue());
                    size[0] += field.getKey().length() + field.getValue().length() + 4;
                });
        assertThat(size[0]).isEqualTo(request.fieldBytes());
        return fields;
    }

    @Test
    void fieldsInOrder() throws Exception {
        PreparedRequest request = new PreparedRequest(
                "POST",
                "/a?b=c",
                List.of(new Field("X-Key", " value\t"), new Field("Connection", "close"), new Field("TE", "trailers")),
                new Bytes(new byte[3], "text/plain"),
                0);
        assertThat(fields(made(request, "a=b")))
                .containsExactly(
                        ":method: POST",
                        ":scheme: https",
                        ":authority: target:8443",
                        ":path: /a?b=c",
                        "user-agent: loadtest",
                        "x-key: value",
                        "content-type: text/plain",
                        "content-length: 3",
                        "cookie: a=b");
        assertThat(fields(made(request.withTarget("/other"), "")))
                .contains(":path: /other")
                .doesNotContain("cookie: a=b");
    }

    @Test
    void ownUserAgentAndEmptyBody() throws Exception {
        PreparedRequest request =
                new PreparedRequest("PUT", "/", List.of(new Field("User-Agent", "me")), new Empty(), 0);
        assertThat(fields(made(request, "")))
                .endsWith(":path: /", "user-agent: me", "content-length: 0")
                .doesNotContain("user-agent: loadtest");
    }

    /** Proxies on the way must not put them into their tables: RFC 7541 section 7.1.3. */
    @Test
    void possibleCredentialsAreNeverIndexed() throws Exception {
        assertThat(form("authorization")).isEqualTo(0x10);
        assertThat(form("x-api-key")).isEqualTo(0x10);
        assertThat(form("cookie")).isEqualTo(0x10);
        assertThat(form("accept")).isZero();
        assertThat(form("content-type")).isZero();
    }

    private static int form(String name) {
        ByteBuf block = Unpooled.buffer();
        HpackWriter.field(block, name, "value");
        return block.getByte(0) & 0xf0;
    }

    @Test
    void sharedRequestsAreEncodedOnce() throws Exception {
        PreparedRequest request = new PreparedRequest("GET", "/", List.of(), new Empty(), 0);
        assertThat(made(request, "")).isSameAs(made(request, ""));
        assertThat(made(request.withTarget("/a"), "").frame())
                .isSameAs(made(request, "").frame());
        Origin other = new Origin(false, "target", 8443);
        assertThat(Http2Request.of(request, other, "boundary").frame().origin()).isEqualTo(other);
    }

    /** In CONTINUATION frames, each within the size that all peers allow. */
    @Test
    void largeHead() throws Exception {
        PreparedRequest request =
                new PreparedRequest("GET", "/", List.of(new Field("x", "v".repeat(40_000))), new Empty(), 0);
        EmbeddedChannel channel = new EmbeddedChannel();
        FrameWriter out = new FrameWriter(channel);
        out.headers(1, made(request, ""), true);
        out.flush();
        ByteBuf sent = channel.readOutbound();
        List<String> frames = new ArrayList<>();
        while (sent.isReadable()) {
            int length = sent.readUnsignedMedium();
            frames.add(sent.readByte() + " " + sent.readByte() + " " + sent.readInt() + " " + (length <= 16_384));
            sent.skipBytes(length);
        }
        assertThat(frames).containsExactly("1 1 1 true", "9 0 1 true", "9 4 1 true");
        sent.release();
        channel.close();
    }

    @Test
    void refusedOrExactlyItsFields() throws Exception {
        SplittableRandom random = new SplittableRandom(6);
        int sent = 0;
        for (int n = 0; n < MUTATIONS; n++) {
            Field field = new Field(text("X-Key", random), text("a value", random));
            PreparedRequest request =
                    new PreparedRequest(text("GET", random), text("/path?a=b", random), List.of(field), new Empty(), 0);
            Http2Request made;
            try {
                made = made(request, "");
            } catch (Failure refused) {
                continue;
            }
            List<String> fields = fields(made);
            assertThat(fields)
                    .contains(":method: " + request.method(), ":path: " + request.target())
                    .contains(field.name().toLowerCase(Locale.ROOT) + ": "
                            + field.value().strip());
            assertThat(String.join("", fields)).doesNotContain("\r", "\n", "\0");
            sent++;
        }
        assertThat(sent).as("otherwise nothing but refusals was tried").isGreaterThan(MUTATIONS / 10);
    }

    private static String text(String like, SplittableRandom random) {
        StringBuilder mutation = new StringBuilder(like);
        for (int i = random.nextInt(6) - 4; i >= 0; i--) {
            int at = random.nextInt(mutation.length() + 1);
            String pieces = "\r\n\0\u007f\u0085\u010a\ud800\u00ff \t:%#?/Z";
            mutation.insert(at, pieces.charAt(random.nextInt(pieces.length())));
        }
        return new String(mutation.toString().getBytes(ISO_8859_1), ISO_8859_1).equals(mutation.toString())
                ? mutation.toString()
                : mutation + "\u010d";
    }
}
