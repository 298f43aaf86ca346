package dev.loadtest.engine.result.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.loadtest.engine.result.wire.HistogramState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Histograms of other processes: any bytes are read or refused, in bounded memory. */
class HistogramMutationsTest {
    private static final int MUTATIONS = Integer.getInteger("loadtest.mutations", 5_000);
    private static final int ENVELOPE = 8;
    private static final int HEADER = 40;

    @Test
    void mutatedBytes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < MUTATIONS; n++) {
            byte[] bytes = Base64.getDecoder().decode(histogram(random).encode());
            mutate(bytes, 0, random);
            read(bytes);
        }
    }

    /** Below the compression, whose checksum detects most mutations. */
    @Test
    void mutatedContents() throws DataFormatException {
        SplittableRandom random = new SplittableRandom(2);
        int understood = 0;
        for (int n = 0; n < MUTATIONS; n++) {
            byte[] contents =
                    inflated(Base64.getDecoder().decode(histogram(random).encode()));
            mutate(contents, random.nextInt(3) == 0 ? 0 : HEADER, random);
            understood += read(deflated(contents)) ? 1 : 0;
        }
        assertThat(understood).as("otherwise nothing but checks was tried").isGreaterThan(MUTATIONS / 10);
    }

    /** Long.MIN_VALUE equals its negation; the library takes that for a count instead of a run of zeros. */
    @Test
    void negativeCountIsRefused() throws DataFormatException {
        LatencyHistogram one = new LatencyHistogram();
        one.recordNanos(1_000);
        byte[] contents = inflated(Base64.getDecoder().decode(one.encode()));
        byte[] least = new byte[9];
        Arrays.fill(least, (byte) 0xff);
        byte[] hostile = Arrays.copyOf(contents, contents.length + least.length);
        System.arraycopy(least, 0, hostile, contents.length, least.length);
        ByteBuffer.wrap(hostile).putInt(Integer.BYTES, contents.length - HEADER + least.length);

        assertThat(read(deflated(contents))).isTrue();
        assertThat(read(deflated(hostile))).isFalse();
    }

    /** The content is read as it is, so its length is bounded by the number of buckets. */
    @Test
    void lengthBeyondAllBucketsIsRefused() throws DataFormatException {
        byte[] contents = inflated(
                Base64.getDecoder().decode(histogram(new SplittableRandom(3)).encode()));
        byte[] zeros = Arrays.copyOf(contents, 1 << 20);
        ByteBuffer.wrap(zeros).putInt(Integer.BYTES, zeros.length - HEADER);

        assertThat(read(deflated(zeros))).isFalse();
    }

    /** Zeros one by one, where ours skips them: the same counts, and no longer in memory than ours. */
    @Test
    void wastefulEncodingTakesNoMoreMemoryThanOurs() throws DataFormatException {
        LatencyHistogram ours = new LatencyHistogram();
        ours.recordNanos(1_000);
        byte[] contents = inflated(Base64.getDecoder().decode(ours.encode()));
        byte[] wasteful = Arrays.copyOf(contents, HEADER + 20_000);
        ByteBuffer.wrap(wasteful).putInt(Integer.BYTES, 20_000);
        LatencyHistogram read =
                LatencyHistogram.of(new HistogramState(Base64.getEncoder().encodeToString(stored(wasteful)), 1, 1, 0));

        assertThat(read.count()).isEqualTo(1);
        assertThat(read.footprintBytes()).isLessThan(1_000);
        assertThat(read.encode()).isEqualTo(ours.encode());
    }

    private static LatencyHistogram histogram(SplittableRandom random) {
        LatencyHistogram histogram = new LatencyHistogram();
        int values = random.nextInt(1, 30);
        for (int i = 0; i < values; i++) {
            histogram.recordNanos(random.nextLong(1, 1L << random.nextInt(1, 42)));
        }
        return histogram;
    }

    private static void mutate(byte[] bytes, int from, SplittableRandom random) {
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes && from < bytes.length; i++) {
            bytes[random.nextInt(from, bytes.length)] = (byte) random.nextInt();
        }
    }

    /** Whether it was read; then it can be used as any other. */
    private static boolean read(byte[] bytes) {
        String text = Base64.getEncoder().encodeToString(bytes);
        LatencyHistogram histogram;
        try {
            histogram = LatencyHistogram.of(new HistogramState(text, 1, 1_000_000, 0));
        } catch (IllegalArgumentException refused) {
            return false;
        }
        assertThatCode(() -> {
                    LatencyHistogram sum = new LatencyHistogram();
                    sum.recordNanos(1_000_000);
                    sum.add(histogram);
                    sum.percentiles();
                    LatencyHistogram.decode(sum.encode());
                })
                .as(text)
                .doesNotThrowAnyException();
        return true;
    }

    private static byte[] inflated(byte[] encoded) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(encoded, ENVELOPE, encoded.length - ENVELOPE);
        byte[] contents = new byte[1 << 16];
        int length = inflater.inflate(contents);
        inflater.end();
        return Arrays.copyOf(contents, length);
    }

    private static byte[] deflated(byte[] contents) {
        return deflated(contents, Deflater.DEFAULT_COMPRESSION);
    }

    private static byte[] stored(byte[] contents) {
        return deflated(contents, Deflater.NO_COMPRESSION);
    }

    private static byte[] deflated(byte[] contents, int level) {
        Deflater deflater = new Deflater(level);
        deflater.setInput(contents);
        deflater.finish();
        byte[] compressed = new byte[contents.length + 1024];
        int length = deflater.deflate(compressed);
        deflater.end();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer envelope = ByteBuffer.allocate(ENVELOPE).putInt(0x1c849314).putInt(length);
        bytes.writeBytes(envelope.array());
        bytes.write(compressed, 0, length);
        return bytes.toByteArray();
    }
}
