package dev.loadtest.worker.http.h2;

import static dev.loadtest.worker.http.h2.ServerFrames.LENGTH_2;
import static dev.loadtest.worker.http.h2.ServerFrames.OK;
import static dev.loadtest.worker.http.h2.ServerFrames.field;
import static dev.loadtest.worker.http.h2.ServerFrames.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer sends is read by its bytes alone, independent of packets; whatever it sends, each request ends once. */
class FrameMutationsTest {
    private static final int MUTATIONS = Integer.getInteger("loadtest.mutations", 10_000);
    private static final List<ServerFrames> CONVERSATIONS = List.of(
            begin().lastHeaders(1, OK)
                    .headers(3, OK + LENGTH_2)
                    .lastData(3, "ok")
                    .lastHeaders(5, status("404")),
            begin().headers(1, status("103"))
                    .headers(1, OK)
                    .data(1, "abc")
                    .ping()
                    .lastHeaders(1, field("t", "u")),
            begin().headers(3, OK + "\u0076\5nginx")
                    .headers(1, OK + "\u0076\5nginx")
                    .lastData(3, "x")
                    .lastHeaders(5, OK + "\u00be"),
            begin().setting(FrameType.MAX_CONCURRENT_STREAMS, 2)
                    .lastHeaders(1, OK)
                    .window(0, 9)
                    .reset(3, 7),
            begin().frame(FrameType.HEADERS, 1, 1, OK)
                    .frame(FrameType.CONTINUATION, 4, 1, field("a", "b"))
                    .reset(3, 2),
            begin().frame(FrameType.DATA, 8, 1, "\3").goAway(1, 0).lastHeaders(1, OK),
            begin().lastHeaders(5, OK).goAway(3, 2).frame(FrameType.HEADERS, 0x2d, 3, "\1prioX" + OK + "\0"));

    private static ServerFrames begin() {
        return ServerFrames.begin();
    }

    private static List<String> ends(byte[] bytes, int... cuts) {
        try (Client client = Client.ready()) {
            Client.Request[] requests = {client.send("1"), client.send("3", "POST", "body"), client.send("5")};
            client.sent();
            int from = 0;
            for (int i = 0; i <= cuts.length; i++) {
                int to = i == cuts.length ? bytes.length : cuts[i];
                client.receive(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            client.channel.checkException();
            client.end();
            for (Client.Request request : requests) {
                assertThat(request.ends)
                        .as("ends of a request: %s", client.ends)
                        .isEqualTo(1);
            }
            return client.ends;
        }
    }

    @Test
    void independentOfCuts() {
        for (ServerFrames conversation : CONVERSATIONS) {
            byte[] bytes = conversation.bytes();
            List<String> whole = ends(bytes);
            for (int cut = 1; cut < bytes.length; cut++) {
                assertThat(ends(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
            }
            int[] all = new int[bytes.length - 1];
            Arrays.setAll(all, i -> i + 1);
            assertThat(ends(bytes, all)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void mutationsAreIndependentOfCuts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < MUTATIONS / 2; n++) {
            byte[] bytes = mutate(
                    CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size())).bytes(), random);
            int cut = random.nextInt(bytes.length + 1);
            List<String> whole = ends(bytes);
            if (!ends(bytes, cut).equals(whole)) {
                throw new AssertionError("seed " + seed + ", mutation " + n + ", cut at " + cut + ": " + whole);
            }
        }
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        byte[] mutation = bytes;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutation.length);
            switch (random.nextInt(4)) {
                case 0 -> mutation[at] = (byte) random.nextInt(256);
                case 1 -> mutation[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutation = without(mutation, at);
                default -> mutation = twice(mutation, at, Math.min(mutation.length, at + 1 + random.nextInt(20)));
            }
        }
        return mutation;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] less = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, less, at, less.length - at);
        return less;
    }

    private static byte[] twice(byte[] bytes, int from, int to) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, more, to, bytes.length - from);
        return more;
    }
}
