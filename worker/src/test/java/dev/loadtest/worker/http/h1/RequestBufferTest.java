package dev.loadtest.worker.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class RequestBufferTest {
    private static final Http1Request ONE = request("GET", "/1", "");
    private static final Http1Request OTHER = request("POST", "/22", "body");

    private final RequestBuffer buffer = new RequestBuffer(UnpooledByteBufAllocator.DEFAULT, true);

    private static Http1Request request(String method, String target, String body) {
        return new Http1Request(
                new Http1Request.Frame(
                        "a",
                        (method + " ").getBytes(ISO_8859_1),
                        " HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1),
                        body.getBytes(ISO_8859_1),
                        null,
                        false,
                        false),
                target,
                "");
    }

    /** Reads it as a channel does: it takes the bytes out and gives the buffer back. */
    private static String sent(ByteBuf wire) {
        String text = wire.readCharSequence(wire.readableBytes(), ISO_8859_1).toString();
        wire.release();
        return text;
    }

    @Test
    void requestsAreUnchanged() {
        for (int i = 0; i < 3; i++) {
            assertThat(sent(buffer.filled(ONE))).isEqualTo("GET /1 HTTP/1.1\r\n\r\n");
            assertThat(sent(buffer.filled(ONE))).isEqualTo("GET /1 HTTP/1.1\r\n\r\n");
            assertThat(sent(buffer.filled(OTHER))).isEqualTo("POST /22 HTTP/1.1\r\n\r\nbody");
        }
    }

    @Test
    void unsentRequestIsNotOverwritten() {
        ByteBuf underWay = buffer.filled(ONE);
        assertThat(sent(buffer.filled(OTHER))).endsWith("body");
        assertThat(sent(underWay)).isEqualTo("GET /1 HTTP/1.1\r\n\r\n");
    }

    @Test
    void reportsWhetherBytesLeft() {
        ByteBuf wire = buffer.filled(ONE);
        assertThat(buffer.isUntouched(wire)).isTrue();
        wire.readerIndex(1);
        assertThat(buffer.isUntouched(wire)).as("a byte was sent").isFalse();
        wire.release();
        ByteBuf large = buffer.filled(request("POST", "/", "x".repeat(100_000)));
        assertThat(buffer.isUntouched(large)).as("nobody kept count").isFalse();
        large.release();
        buffer.release();
    }

    @Test
    void releasesMemory() {
        ByteBuf wire = buffer.filled(ONE);
        buffer.release();
        assertThat(wire.refCnt()).isEqualTo(1);
        wire.release();
        assertThat(sent(buffer.filled(ONE))).startsWith("GET /1 ");
        ByteBuf large = buffer.filled(request("POST", "/", "x".repeat(100_000)));
        assertThat(large.refCnt()).as("nobody else holds it").isEqualTo(1);
        large.release();
        buffer.release();
    }
}
