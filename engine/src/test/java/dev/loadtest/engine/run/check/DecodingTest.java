package dev.loadtest.engine.run.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
    private static final int LIMIT = 1 << 16;

    private final Decoding decoding = new Decoding(PlainReaders.NONE.codings());

    private Response decoded(byte[] body, boolean truncated, String... codings) {
        return decoding.decoded(new Response(200, new Codings(List.of(codings)), body, truncated), LIMIT);
    }

    private record Codings(List<String> codings) implements Transport.Headers {
        @Override
        public @Nullable String first(String name) {
            return codings.isEmpty() ? null : codings.getFirst();
        }

        @Override
        public List<String> all(String name) {
            return codings;
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", " GZIP ", "identity, gzip", "gzip,"})
    void singleCoding(String header) throws IOException {
        Response response = decoded(gzip("hello".getBytes(StandardCharsets.UTF_8)), false, header);
        assertThat(text(response)).isEqualTo("hello");
        assertThat(response.truncated()).isFalse();
        assertThat(response.undecoded()).isEmpty();
    }

    @Test
    void severalCodings() throws IOException {
        byte[] twice = gzip(gzip("hello".getBytes(StandardCharsets.UTF_8)));
        assertThat(text(decoded(twice, false, "gzip, gzip"))).isEqualTo("hello");
        assertThat(text(decoded(twice, false, "gzip", "gzip"))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "", " , "})
    void noCoding(String header) {
        Response plain = new Response(200, new Codings(List.of(header)), new byte[] {1}, false);
        assertThat(decoding.decoded(plain, LIMIT)).isSameAs(plain);
        Response none = new Response(200, new Codings(List.of()), new byte[] {1}, false);
        assertThat(decoding.decoded(none, LIMIT)).isSameAs(none);
    }

    @Test
    void unknownCoding() {
        byte[] body = {'t', 'e', 'x', 't'};
        assertThat(decoded(body, false, "compress").undecoded())
                .isEqualTo("the body is compressed in a way that cannot be undone (Content-Encoding: compress)");
        assertThat(decoded(body, false, "gzip").undecoded())
                .isEqualTo("the body is not what its Content-Encoding (gzip) says");
        assertThat(decoded(body, false, "gzip, gzip, gzip, gzip").undecoded())
                .isEqualTo("the body has more than 3 content codings");
        assertThat(decoded(body, false, "gzip").body()).isEqualTo(body);
    }

    @Test
    void brokenBody() throws IOException {
        byte[] packed = gzip("a longer text than nothing".getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(packed, packed.length - 9);
        assertThat(decoded(half, false, "gzip").undecoded()).isNotEmpty();
        assertThat(decoded(half, false, "gzip").body()).isEqualTo(half);
    }

    /** What is read of a body may end within its coding. */
    @Test
    void truncatedBody() throws IOException {
        byte[] packed = gzip("x".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        Response response = decoded(Arrays.copyOf(packed, packed.length - 9), true, "gzip");
        assertThat(response.undecoded()).isEmpty();
        assertThat(response.truncated()).isTrue();
        assertThat(text(response)).matches("x*");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, LIMIT - 1, LIMIT})
    void bodyWithinLimit(int size) throws IOException {
        Response response = decoded(gzip(new byte[size]), false, "gzip");
        assertThat(response.body()).hasSize(size);
        assertThat(response.truncated()).isFalse();
    }

    @Test
    void bomb() throws IOException {
        Response response = decoded(gzip(new byte[LIMIT + 1]), false, "gzip");
        assertThat(response.body()).hasSize(LIMIT);
        assertThat(response.truncated()).isTrue();
        assertThat(decoded(gzip(new byte[64 << 20]), false, "gzip").body()).hasSize(LIMIT);
    }

    /** Between two codings, too, no more passes than the limit: 1 kB could stand for gigabytes there. */
    @Test
    void bombBetweenCodings() throws IOException {
        byte[] empties = emptyMembers(LIMIT);
        Response response = decoded(gzip(empties), false, "gzip, gzip");
        assertThat(response.body()).isEmpty();
        assertThat(response.truncated()).isTrue();
    }

    /** Members of gzip without content, more bytes than pass between codings, then one with content. */
    private static byte[] emptyMembers(int bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] empty = gzip(new byte[0]);
        while (all.size() <= bytes) {
            all.write(empty);
        }
        all.write(gzip("content".getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }

    @Test
    void makesATargetsWordsHarmless() {
        assertThat(decoded(new byte[] {1}, false, "a\r\nb\u001b[31m" + "x".repeat(500))
                        .undecoded())
                .doesNotContain("\r", "\n", "\u001b")
                .hasSizeLessThan(250);
    }
}
