package dev.loadtest.worker.http.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response is read by its bytes alone, independent of packets and earlier responses. */
class ResponseReaderTest {
    private static final int LIMIT = 100;
    private static final int MUTATIONS = 1_000_000;
    private static final String PLAIN =
            "HTTP/1.1 200 OK\r\nServer: a\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nContent-Length: 5\r\n\r\nhello";
    private static final List<String> RESPONSES = List.of(
            PLAIN,
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nConnection: x, close\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
            "\r\nHTTP/1.1 200 OK\r\nX : y\r\n z\r\nContent-Length:\r\n\t2,2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0002 \r\nok\r\n00;x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\na\r\n0123456789\r\n0\r\nT: u\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n1\r\na\r\n0\r\n\r\n");

    /** The result of reading; the body is null if it did not end. */
    private record Outcome(
            String failure,
            boolean whole,
            int status,
            @Nullable String body,
            boolean keepAlive,
            int left) {}

    private static Outcome read(ResponseReader reader, String response, int... cuts) {
        reader.expect(false, status -> LIMIT);
        byte[] bytes = response.getBytes(ISO_8859_1);
        int from = 0;
        try {
            for (int i = 0; i <= cuts.length; i++) {
                int to = i == cuts.length ? bytes.length : cuts[i];
                ByteBuf in = Unpooled.wrappedBuffer(bytes, from, to - from);
                if (reader.read(in)) {
                    Transport.Response read = reader.response();
                    int left = bytes.length - to + in.readableBytes();
                    String body = new String(read.body(), ISO_8859_1);
                    return new Outcome("", true, read.status(), body, reader.keepAlive(), left);
                }
                from = to;
            }
            return new Outcome("", false, 0, null, false, 0);
        } catch (Failure failure) {
            return new Outcome(failure.detail(), false, 0, null, false, 0);
        }
    }

    private static ResponseReader reader() {
        return new ResponseReader(new LastHead());
    }

    @Test
    void independentOfCutsAndEarlierReads() {
        for (String response : RESPONSES) {
            Outcome alone = read(reader(), response);
            assertThat(alone.whole()).isTrue();
            for (String before : RESPONSES) {
                for (int cut = 1; cut < response.length(); cut++) {
                    ResponseReader used = reader();
                    read(used, before);
                    assertThat(read(used, response, cut))
                            .as("%s cut at %d", response, cut)
                            .isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void readsByteAfterByte() {
        for (String response : RESPONSES) {
            ResponseReader reader = reader();
            Outcome whole = read(reader, response);
            int[] cuts = java.util.stream.IntStream.range(1, response.length()).toArray();
            assertThat(read(reader, response, cuts)).isEqualTo(whole);
        }
    }

    @Test
    void leavesBytesOfNextResponse() {
        ResponseReader reader = reader();
        for (int i = 0; i < 2; i++) {
            assertThat(read(reader, PLAIN + PLAIN).left()).isEqualTo(PLAIN.length());
        }
    }

    @Test
    void equalHeadsAreShared() {
        LastHead last = new LastHead();
        ResponseReader one = new ResponseReader(last);
        ResponseReader other = new ResponseReader(last);
        read(one, PLAIN);
        read(other, PLAIN);
        assertThat(other.response().headers()).isSameAs(one.response().headers());
        String later = PLAIN.replace("12:00:00", "12:00:01");
        read(other, later);
        assertThat(other.response().headers().first("date")).contains("12:00:01");
        assertThat(one.response().headers().first("date")).contains("12:00:00");
    }

    @Test
    void returnedBodyIsNotOverwritten() {
        ResponseReader reader = reader();
        read(reader, PLAIN);
        byte[] first = reader.response().body();
        read(reader, PLAIN.replace("hello", "HELLO"));
        assertThat(new String(first, ISO_8859_1)).isEqualTo("hello");
        assertThat(new String(reader.response().body(), ISO_8859_1)).isEqualTo("HELLO");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void mutationsAreIndependentOfCuts(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ResponseReader used = reader();
        for (int i = 0; i < MUTATIONS / 2; i++) {
            String mutation = mutate(RESPONSES.get(random.nextInt(RESPONSES.size())), random);
            int cut = random.nextInt(mutation.length() + 1);
            Outcome again = read(used, mutation, cut);
            if (!again.equals(read(used, mutation)) || i % 64 == 0 && !again.equals(read(reader(), mutation))) {
                throw new AssertionError("seed " + seed + ", mutation " + i + ", cut at " + cut + ": " + mutation);
            }
        }
    }

    private static String mutate(String response, RandomGenerator random) {
        StringBuilder mutation = new StringBuilder(response);
        for (int i = random.nextInt(4); i >= 0 && !mutation.isEmpty(); i--) {
            int at = random.nextInt(mutation.length());
            switch (random.nextInt(4)) {
                case 0 -> mutation.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutation.insert(at, "\r\n:,0 ".charAt(random.nextInt(6)));
                case 2 -> mutation.deleteCharAt(at);
                default -> mutation.insert(at, mutation.substring(at, Math.min(mutation.length(), at + 9)));
            }
        }
        return mutation.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: 5, 6",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5 5",
                "Content-Length:",
                "Content-Length 5: 5",
                "Content-Length: 5\0",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding\0: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "Content-Length: 5\r\n 5",
                "Transfer-Encoding: chunked\r\n , chunked",
                " Content-Length: 5",
                ": y",
                "no colon"
            })
    void ambiguousFramingIsRefused(String headers) {
        String response = "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        assertThat(read(reader(), response).failure()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            })
    void doubtfulFramingEndsConnection(String response) {
        Outcome read = read(reader(), response);
        assertThat(read.whole()).isTrue();
        assertThat(read.keepAlive()).isFalse();
    }

    @Test
    void headIsBounded() {
        String endless = "HTTP/1.1 200 OK\r\nX: " + "x".repeat(HeadReader.MAX_BYTES);
        assertThat(read(reader(), endless).failure()).contains("longer than");
        ResponseReader reader = reader();
        reader.expect(true, status -> 0);
        assertThatThrownBy(() -> reader.read(Unpooled.copiedBuffer("HTTP/1.1 20x\r\n", ISO_8859_1)))
                .isInstanceOf(Failure.class);
    }
}
