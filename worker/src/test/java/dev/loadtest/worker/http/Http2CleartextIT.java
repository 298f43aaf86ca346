package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.transport.ErrorCause;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** HTTP/2 in plain text, which both sides know beforehand. */
class Http2CleartextIT extends Http2GoingAwayContract {
    private static final String SETTINGS = "000000" + "04" + "00" + "00000000";
    private static final String SETTINGS_ACK = "000000" + "04" + "01" + "00000000";

    @Override
    @Nullable
    Identity identity() {
        return null;
    }

    /** {@code :status: 102} and {@code :status: 200}, the end of the stream. */
    private static final String PROCESSING = "000005" + "01" + "04" + "00000001" + "08" + "03" + "313032";

    private static final String OK = "000001" + "01" + "05" + "00000001" + "88";

    private ErrorCause causeOf(String frames, String endless) throws Exception {
        return sent(frames, endless).failure().cause();
    }

    private Sender.Sent sent(String frames, String endless) throws Exception {
        Sender sender = senderTo(peer -> {
            peer.in().readNBytes(24);
            peer.out().write(HexFormat.of().parseHex(SETTINGS + SETTINGS_ACK));
            peer.out().flush();
            peer.in().readNBytes(60);
            peer.out().write(HexFormat.of().parseHex(frames));
            peer.out().flush();
            byte[] more = HexFormat.of().parseHex(endless.repeat(100));
            while (more.length > 0) {
                peer.out().write(more);
                peer.out().flush();
            }
            peer.awaitClose();
        });
        return sender.send(get("/"), 0);
    }

    @Test
    void interimResponsesAreSkipped() throws Exception {
        assertThat(sent(PROCESSING.repeat(2) + OK, "").response().status()).isEqualTo(200);
    }

    /** RFC 9113 section 6.1 has nothing against them; with padding they are not even of length 0. */
    @Test
    void emptyDataIsLegal() throws Exception {
        String head = "000001" + "01" + "04" + "00000001" + "88";
        String empty = "000000" + "00" + "00" + "00000001";
        String padding = "000003" + "00" + "08" + "00000001" + "02" + "0000";
        String last = "000002" + "00" + "01" + "00000001" + "6f6b";
        assertThat(sent(head + empty.repeat(50) + padding.repeat(50) + last, "")
                        .response()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void endlessInterimResponsesAreCutOff() throws Exception {
        assertThat(causeOf("", PROCESSING)).isEqualTo(ErrorCause.PROTOCOL);
    }

    /** {@code :status: 200} and a literal header whose value never ends. */
    @Test
    void endlessHeadersAreCutOff() throws Exception {
        String open = "000001" + "01" + "00" + "00000001" + "88";
        String continuation = "00000c" + "09" + "00" + "00000001" + "00" + "0161" + "0861616161616161" + "61" + "61";
        assertThat(causeOf(open, continuation)).isIn(ErrorCause.PROTOCOL, ErrorCause.RESET);
    }

    @Test
    void invalidFrameIsProtocolError() throws Exception {
        assertThat(causeOf("ffffff" + "ff" + "ff" + "ffffffff", "")).isIn(ErrorCause.PROTOCOL, ErrorCause.RESET);
        assertThat(causeOf("000001" + "01" + "05" + "00000001" + "ff", "")).isIn(ErrorCause.PROTOCOL, ErrorCause.RESET);
    }

    /** Of no error, up to a stream. */
    private static String goAway(String lastStream) {
        return "000008" + "07" + "00" + "00000000" + lastStream + "00000000";
    }

    private Sender sender(String first, String then) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        return senderTo(peer -> {
            String frames = connections.getAndIncrement() == 0 ? first : then;
            peer.in().readNBytes(24);
            peer.out().write(HexFormat.of().parseHex(SETTINGS + SETTINGS_ACK));
            peer.out().flush();
            peer.in().readNBytes(60);
            peer.out().write(HexFormat.of().parseHex(frames));
            peer.out().flush();
            peer.awaitClose();
        });
    }

    /** RFC 9113 section 6.8: a graceful shutdown sends two GOAWAYs, the last stream in the second. */
    @Test
    void lastGoAwayCounts() throws Exception {
        Sender sender = sender(goAway("7fffffff") + goAway("00000000"), OK);

        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
    }

    @Test
    void notResentOnceResponseBegan() throws Exception {
        String begun = "000001" + "01" + "04" + "00000001" + "88";
        Sender sender = sender(begun + goAway("00000000"), OK);

        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.onLoop(sender.transport()::retries)).isZero();
    }

    /** It comes with the settings, before anything could be sent. */
    @Test
    void connectionGoingAwayAtOnce() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Sender sender = senderTo(peer -> {
            boolean first = connections.getAndIncrement() == 0;
            peer.in().readNBytes(24);
            peer.out().write(HexFormat.of().parseHex(SETTINGS + SETTINGS_ACK + (first ? goAway("00000000") : "")));
            peer.out().flush();
            if (!first) {
                peer.in().readNBytes(60);
                peer.out().write(HexFormat.of().parseHex(OK));
                peer.out().flush();
            }
            peer.awaitClose();
        });

        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
    }
}
