package dev.loadtest.worker.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCodingsTest {
    private static final byte[] TEXT =
            "{\"price\": 12.50, \"name\": \"shoe\"} ".repeat(40).getBytes(StandardCharsets.UTF_8);
    /** What brotli's own encoder makes of TEXT. */
    private static final byte[] BROTLI =
            Base64.getDecoder().decode("GycF+K0K7ObMO4sZhUDts6NXa5Cat70tElPWttzmSqevWVxgZFQYWk6ikG8pAAxWuANtAbdgvCk=");
    /** And of a mebibyte of zeros. */
    private static final byte[] BROTLI_ZEROS = Base64.getDecoder().decode("W///j38CIB4LBHLvHwA=");

    private final HttpCodings codings = new HttpCodings();

    private byte[] decoded(String coding, byte[] coded) throws IOException {
        try (InputStream in = codings.open(coding, new ByteArrayInputStream(coded))) {
            assertThat(in).as(coding).isNotNull();
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(boolean bare) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(9, bare);
        try (OutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(TEXT);
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static byte[] coded(String coding) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> gzip(TEXT);
            case "deflate" -> deflate(false);
            case "br" -> BROTLI;
            default -> zstd(TEXT);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "zstd"})
    void eachCoding(String coding) throws IOException {
        assertThat(decoded(coding, coded(coding))).isEqualTo(TEXT);
    }

    @Test
    void bareDeflate() throws IOException {
        assertThat(decoded("deflate", deflate(true))).isEqualTo(TEXT);
    }

    @Test
    void severalFrames() throws IOException {
        assertThat(decoded("gzip", twice(gzip(TEXT)))).isEqualTo(twice(TEXT));
        assertThat(decoded("zstd", twice(zstd(TEXT)))).isEqualTo(twice(TEXT));
    }

    private static byte[] twice(byte[] bytes) {
        byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, two, bytes.length, bytes.length);
        return two;
    }

    @Test
    void unknownCoding() throws IOException {
        assertThat(codings.open("compress", new ByteArrayInputStream(TEXT))).isNull();
    }

    /** A frame of a few bytes that announces a window of 2^41 bytes: memory is taken as the window fills. */
    @Test
    void announcedWindow() throws IOException {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (31 << 3), 9, 0, 0, 'x'};
        assertThat(decoded("zstd", frame)).containsExactly('x');
    }

    /** Bytes of output for those of input, read until the reader has enough. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void bomb(String coding) throws IOException {
        byte[] zeros = new byte[1 << 20];
        byte[] bomb =
                switch (coding) {
                    case "gzip" -> gzip(zeros);
                    case "br" -> BROTLI_ZEROS;
                    default -> zstd(zeros);
                };
        assertThat(bomb.length).isLessThan(2_000);
        try (InputStream in = codings.open(coding, new ByteArrayInputStream(bomb))) {
            assertThat(in).isNotNull();
            assertThat(in.readNBytes(1_000)).hasSize(1_000);
        }
    }

    /** Whatever a target sends ends in bytes or in an exception, never in an error or a loop. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void mutilatedBodies(String coding) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] whole = coded(coding);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int hits = random.nextInt(4); hits > 0 && bytes.length > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try (InputStream in = codings.open(coding, new ByteArrayInputStream(bytes))) {
                assertThat(in).isNotNull();
                assertThat(in.readNBytes(1 << 16)).isNotNull();
            } catch (IOException | RuntimeException malformed) {
                assertThat(malformed).isNotNull();
            }
        }
    }
}
