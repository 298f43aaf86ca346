package dev.loadtest.worker.http.hpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks in sequences, decoded by us and by Netty. */
class HeadDecoderTest {
    private static final int SEQUENCES = 3_000;
    private static final int BLOCKS = 12;
    private static final String[] NAMES = {"server", "date", "content-type", "x-a", "x-b", "etag", "set-cookie"};

    private static String ours(HeadDecoder decoder, ByteBuf block) {
        try {
            ResponseHead head = decoder.decode(block, block.readableBytes());
            return new String(head.bytes(), ISO_8859_1);
        } catch (Failure malformed) {
            return "malformed";
        } catch (MalformedBlock broken) {
            return "broken";
        }
    }

    private static String netty(DefaultHttp2HeadersDecoder decoder, ByteBuf block) {
        try {
            StringBuilder text = new StringBuilder();
            decoder.decodeHeaders(1, block).forEach(field -> text.append(field.getKey())
                    .append(": ")
                    .append(field.getValue())
                    .append("\r\n"));
            return text.toString();
        } catch (Http2Exception broken) {
            return "broken";
        }
    }

    /** Without its checks, which differ: only what the bytes mean is compared. */
    private static DefaultHttp2HeadersDecoder reference() {
        return new DefaultHttp2HeadersDecoder(false, 1_000_000);
    }

    private static Http2Headers response(SplittableRandom random) {
        Http2Headers headers = new DefaultHttp2Headers();
        headers.status(random.nextInt(4) == 0 ? "404" : "200");
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = NAMES[random.nextInt(NAMES.length)];
            headers.add(name, "v".repeat(random.nextInt(3) == 0 ? 1200 : 3) + random.nextInt(3) + "~\u00e9");
        }
        return headers;
    }

    /** As an encoder with a dynamic table writes them, some of them again, as nginx does. */
    private static List<ByteBuf> blocks(SplittableRandom random) throws Exception {
        DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(
                random.nextBoolean() ? Http2HeadersEncoder.NEVER_SENSITIVE : Http2HeadersEncoder.ALWAYS_SENSITIVE);
        List<ByteBuf> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            ByteBuf block = Unpooled.buffer();
            if (i > 0 && random.nextInt(3) == 0) {
                block.writeBytes(blocks.get(random.nextInt(i)).duplicate());
            } else {
                encoder.encodeHeaders(1, response(random), block);
            }
            blocks.add(block);
        }
        return blocks;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void sameAsNettyUntilTheFirstError(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int whole = 0;
        for (int n = 0; n < SEQUENCES; n++) {
            HeadDecoder ours = new HeadDecoder();
            DefaultHttp2HeadersDecoder netty = reference();
            boolean mutates = n % 2 == 0;
            for (ByteBuf block : blocks(random)) {
                if (mutates) {
                    mutate(block, random);
                }
                String expected = netty(netty, block.duplicate());
                String actual = ours(ours, block.duplicate());
                boolean agrees = actual.equals("malformed") ? !expected.equals("broken") : actual.equals(expected);
                if (!agrees) {
                    throw new AssertionError("seed " + seed + ", sequence " + n + ": " + ByteBufUtil.hexDump(block)
                            + " is " + actual + " for " + expected);
                }
                if (expected.equals("broken")) {
                    break;
                }
                whole += actual.equals("malformed") ? 0 : 1;
            }
        }
        assertThat(whole).as("otherwise little but refusals was tried").isGreaterThan(SEQUENCES * BLOCKS / 3);
    }

    private static void mutate(ByteBuf block, SplittableRandom random) {
        for (int i = random.nextInt(3); i > 0 && block.isReadable(); i--) {
            int at = random.nextInt(block.readableBytes());
            block.setByte(at, random.nextInt(256));
        }
        if (random.nextInt(8) == 0) {
            block.writerIndex(random.nextInt(block.readableBytes() + 1));
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    /** nginx adds the same fields to the table with each response. */
    @Test
    void equalBlocksShareTheirHead() throws Exception {
        HeadDecoder decoder = new HeadDecoder();
        String block = "\u0088\u0076\5nginx";
        ResponseHead first = decoder.decode(bytes(block), block.length());
        assertThat(decoder.decode(bytes(block), block.length())).isSameAs(first);
        // Index 63 is the field that was added first, 64 does not exist.
        assertThat(ours(decoder, bytes("\u0088\u00bf"))).isEqualTo(":status: 200\r\nserver: nginx\r\n");
        assertThat(ours(decoder, bytes("\u0088\u00c0"))).isEqualTo("broken");
    }

    @Test
    void equalIndexesMeanAnotherFieldLater() {
        HeadDecoder decoder = new HeadDecoder();
        ours(decoder, bytes("\u0088\u0076\1a"));
        assertThat(ours(decoder, bytes("\u0088\u00be"))).endsWith("server: a\r\n");
        assertThat(ours(decoder, bytes("\u0088\u00be"))).endsWith("server: a\r\n");
        ours(decoder, bytes("\u0088\u0076\1b"));
        assertThat(ours(decoder, bytes("\u0088\u00be"))).endsWith("server: b\r\n");
        // By a block that was known.
        ours(decoder, bytes("\u0088\u0076\1a"));
        assertThat(ours(decoder, bytes("\u0088\u00be"))).endsWith("server: a\r\n");
        assertThat(ours(decoder, bytes("\u0020\u0088"))).isEqualTo(":status: 200\r\n");
        assertThat(ours(decoder, bytes("\u0088\u00be"))).isEqualTo("broken");
    }

    @Test
    void tableSizeChangesFirstAndWithinItsLimit() {
        assertThat(ours(new HeadDecoder(), bytes("\u0088\u0020"))).isEqualTo("broken");
        assertThat(ours(new HeadDecoder(), bytes("\u003f\u00e2\37\u0088"))).isEqualTo("broken");
        assertThat(ours(new HeadDecoder(), bytes("\u003f\u00e1\37\u0088"))).isEqualTo(":status: 200\r\n");
    }
}
