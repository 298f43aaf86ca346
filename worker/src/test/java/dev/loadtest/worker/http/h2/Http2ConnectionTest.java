package dev.loadtest.worker.http.h2;

import static dev.loadtest.worker.http.h2.ServerFrames.LENGTH_2;
import static dev.loadtest.worker.http.h2.ServerFrames.OK;
import static dev.loadtest.worker.http.h2.ServerFrames.field;
import static dev.loadtest.worker.http.h2.ServerFrames.number;
import static dev.loadtest.worker.http.h2.ServerFrames.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.worker.http.message.ResponseReader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection without a socket: what it sends, and what becomes of its requests. */
class Http2ConnectionTest {
    private static ServerFrames frames() {
        return new ServerFrames();
    }

    /** The end of one request, of a peer that sends these frames after its settings. */
    private static String end(String method, ServerFrames frames) {
        try (Client client = Client.ready()) {
            client.send("a", method, "");
            client.receive(frames);
            return client.ends.isEmpty() ? "" : client.ends.getFirst();
        }
    }

    private static String end(ServerFrames frames) {
        return end("GET", frames);
    }

    @Nested
    class Responses {
        @Test
        void headAlone() {
            assertThat(end(frames().lastHeaders(1, OK))).isEqualTo("a 200 ");
        }

        @Test
        void bodyIsKeptToItsLimit() {
            assertThat(end(frames().headers(1, OK).data(1, "01234").lastData(1, "56789")))
                    .isEqualTo("a 200 0123456789");
            assertThat(end(frames().headers(1, OK).data(1, "01234").lastData(1, "56789x")))
                    .isEqualTo("a 200 0123456789…");
        }

        @Test
        void interimResponsesAreSkipped() {
            ServerFrames frames = frames().headers(1, status("100")).headers(1, status("199"));
            assertThat(end(frames.headers(1, status("103")).lastHeaders(1, OK))).isEqualTo("a 200 ");
        }

        @Test
        void endlessInterimResponses() {
            ServerFrames frames = frames();
            for (int i = 0; i <= ResponseReader.MAX_INTERIM; i++) {
                frames.headers(1, status("102"));
            }
            assertThat(end(frames)).isEqualTo("a PROTOCOL: more than 32 interim responses");
        }

        @ParameterizedTest
        @ValueSource(strings = {"101", "099", "1000", "2x0", "20"})
        void invalidStatus(String status) {
            String block = "\10" + (char) status.length() + status;
            assertThat(end(frames().lastHeaders(1, block))).startsWith("a PROTOCOL: ");
        }

        @Test
        void interimResponseDoesNotEnd() {
            assertThat(end(frames().lastHeaders(1, status("100")))).startsWith("a PROTOCOL: an interim response");
        }

        @Test
        void trailers() {
            ServerFrames whole = frames().headers(1, OK).data(1, "ok");
            assertThat(end(whole.lastHeaders(1, field("x", "y")))).isEqualTo("a 200 ok");
            ServerFrames open = frames().headers(1, OK).data(1, "ok").headers(1, field("x", "y"));
            assertThat(end(open)).isEqualTo("a PROTOCOL: the response has a second head");
            ServerFrames second = frames().headers(1, OK).data(1, "ok").lastHeaders(1, OK);
            assertThat(end(second)).isEqualTo("a PROTOCOL: the response has a second head");
        }

        @Test
        void statusIsNeeded() {
            assertThat(end(frames().lastHeaders(1, field("x", "y"))))
                    .isEqualTo("a PROTOCOL: the response has no status");
            assertThat(end(frames().lastData(1, "ok")))
                    .isEqualTo("a PROTOCOL: the response's body begins before its head");
        }

        @ParameterizedTest
        @CsvSource({
            "GET,200,2,true",
            "GET,200,3,false",
            "GET,200,0,false",
            "HEAD,200,0,true",
            "GET,304,0,true",
            "GET,204,0,true",
            "HEAD,200,3,false"
        })
        void lengthMustBeTrue(String method, String status, int sent, boolean holds) {
            ServerFrames frames = frames().headers(1, status(status) + LENGTH_2).lastData(1, "x".repeat(sent));
            String end = end(method, frames);
            assertThat(end).startsWith(holds ? "a " + status : "a PROTOCOL: the response's body is not as long as");
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-Upper", "connection", "keep-alive", "transfer-encoding", "upgrade", "a b", ":path"})
        void forbiddenNames(String name) {
            assertThat(end(frames().lastHeaders(1, OK + field(name, "v")))).startsWith("a PROTOCOL: a header of");
        }

        @Test
        void forbiddenValues() {
            assertThat(end(frames().lastHeaders(1, OK + field("x", "a\r\nb"))))
                    .isEqualTo("a PROTOCOL: a header of the response holds a control character");
        }

        @Test
        void malformedOneLeavesOthers() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.send("b");
                client.sent();
                client.receive(frames().lastHeaders(1, field("x", "y")).lastHeaders(3, OK));
                assertThat(client.ends).containsExactly("a PROTOCOL: the response has no status", "b 200 ");
                assertThat(client.sent()).containsExactly("reset 0 1 1");
            }
        }

        @Test
        void tooManyFieldsOrTooLarge() {
            ServerFrames many = frames().lastHeaders(1, OK + field("x", "y").repeat(256));
            assertThat(end(many)).isEqualTo("a PROTOCOL: the response has more than 256 headers");
            // Each index of one byte stands for a field of 2 kB.
            String large = "\u0040\1x\u007f\u00d1\16" + "v".repeat(2000);
            ServerFrames bomb = frames().lastHeaders(1, OK + large + "\u00be".repeat(100));
            assertThat(end(bomb)).isEqualTo("a PROTOCOL: the response's head is longer than 65536 bytes");
        }

        @Test
        void firstByteOnlyOfResponsesThatTakeLonger() {
            try (Client client = Client.ready()) {
                Client.Request atOnce = client.send("a");
                Client.Request later = client.send("b");
                client.nanos = 5;
                client.receive(frames().headers(1, OK).headers(3, OK).lastData(1, "ok"));
                client.nanos = 9;
                client.receive(frames().lastData(3, "ok"));
                assertThat(atOnce.begunNanos).isEqualTo(-1);
                assertThat(later.begunNanos).isEqualTo(5);
            }
        }

        @Test
        void receivedBytes() {
            try (Client client = Client.ready()) {
                Client.Request request = client.send("a");
                client.receive(frames().headers(1, OK + field("x", "yz")).lastData(1, "ok"));
                assertThat(request.bytesReceived).isEqualTo(":status: 200\r\nx: yz\r\n".length() + 2);
            }
        }
    }

    @Nested
    class Peers {
        @Test
        void limitOfStreams() {
            try (Client client = Client.ready()) {
                client.receive(frames().setting(FrameType.MAX_CONCURRENT_STREAMS, 1));
                client.sent();
                client.send("a");
                client.send("b");
                assertThat(client.sent()).containsExactly("headers 5 1");
                client.receive(frames().lastHeaders(1, OK));
                assertThat(client.sent()).containsExactly("headers 5 3");
            }
        }

        @Test
        void pingsAndSettingsAreAnswered() {
            try (Client client = Client.ready()) {
                client.receive(frames().ping().settings("").frame(0x42, 0xff, 7, "unknown"));
                assertThat(client.sent()).containsExactly("ping 1 0", "settings 1 0");
            }
        }

        /** A table smaller than the default one must be acknowledged in the next block, RFC 7541 section 4.2. */
        @Test
        void smallerTableIsAnnounced() {
            try (Client client = Client.ready()) {
                int plain = client.connection().out().size();
                client.receive(frames().setting(FrameType.HEADER_TABLE_SIZE, 0));
                client.sent();
                client.send("a");
                client.send("b");
                int block = Client.request("GET", "").length();
                assertThat(client.connection().out().size()).isEqualTo(plain + 2 * (FrameReader.HEAD + block) + 1);
            }
        }

        @Test
        void unprocessedByGoAway() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.send("b");
                client.sent();
                client.receive(frames().goAway(1, 0).lastHeaders(1, OK));
                assertThat(client.ends).containsExactly("b unprocessed", "a 200 ");
                assertThat(client.connection().isOver()).isTrue();
            }
        }

        @Test
        void complaintIsAnError() {
            assertThat(end(frames().goAway(0, 11))).isEqualTo("a RESET: the target went away with code 11");
        }

        @Test
        void goAwayInTheTurnOfTheResponse() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.sent();
                client.receive(frames().goAway(1, 0).lastHeaders(1, OK));
                client.connection().send(client.new Request("b").stream);
                client.turn();
                assertThat(client.ends).containsExactly("a 200 ", "b unprocessed");
            }
        }

        @Test
        void refusedAndReset() {
            assertThat(end(frames().reset(1, 7))).isEqualTo("a refused");
            assertThat(end(frames().reset(1, 2))).isEqualTo("a RESET: the stream was reset with code 2");
            assertThat(end(frames().headers(1, OK).reset(1, 7))).isEqualTo("a RESET: the target refused the stream");
        }

        /** What the channel never got may be sent over another connection; what it got may have been processed. */
        @Test
        void closedBeforeAndAfterSending() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.sent();
                client.receive(frames().headers(1, OK));
                client.send("b");
                client.sent();
                client.send("c");
                // Before the end of this turn.
                client.channel.pipeline().close();
                client.turn();
                assertThat(client.ends)
                        .containsExactly(
                                "a RESET: the connection was closed within the response",
                                "b RESET: the connection was closed before the response",
                                "c unprocessed");
            }
        }

        @Test
        void closedBeforeItsSettings() {
            try (Client client = new Client()) {
                client.channel.close();
                client.turn();
                assertThat(client.ends)
                        .containsExactly(
                                "connection CONNECT: the connection was closed before the target's HTTP/2 settings");
            }
        }

        @Test
        void lastNumberOfStream() {
            try (Client client = new Client(Integer.MAX_VALUE)) {
                client.receive(ServerFrames.begin());
                client.send("last");
                client.send("next");
                client.turn();
                client.receive(frames().lastHeaders(Integer.MAX_VALUE, OK));
                assertThat(client.ends).containsExactlyInAnyOrder("last 200 ", "next unprocessed");
                assertThat(client.connection().isOver()).isTrue();
            }
        }
    }

    @Nested
    class Bodies {
        @Test
        void bodyFollowsItsWindow() {
            try (Client client = Client.ready()) {
                client.receive(frames().setting(FrameType.INITIAL_WINDOW_SIZE, 3));
                client.sent();
                Client.Request request = client.send("a", "POST", "0123456789");
                assertThat(client.sent()).containsExactly("headers 4 1", "data 0 1 3");
                client.receive(frames().window(1, 2));
                assertThat(client.sent()).containsExactly("data 0 1 2");
                // The streams that are open change by as much: to 5 of which 5 are used, then to 9.
                client.receive(frames().setting(FrameType.INITIAL_WINDOW_SIZE, 7));
                assertThat(client.sent()).containsExactly("settings 1 0", "data 0 1 4");
                client.receive(frames().window(1, 100));
                assertThat(client.sent()).containsExactly("data 1 1 1");
                assertThat(request.bytesSent)
                        .isEqualTo(10 + Client.request("POST", "0123456789").fieldBytes());
            }
        }

        @Test
        void connectionWindowIsShared() {
            try (Client client = Client.ready()) {
                client.receive(frames().setting(FrameType.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE));
                client.sent();
                client.send("a", "POST", "x".repeat(40_000));
                client.send("b", "POST", "x".repeat(40_000));
                // 65,535 bytes in all, in turns.
                assertThat(client.sent())
                        .containsExactly(
                                "headers 4 1",
                                "headers 4 3",
                                "data 0 1 16384",
                                "data 0 3 16384",
                                "data 0 1 16384",
                                "data 0 3 16383");
                client.receive(frames().window(0, 100_000));
                assertThat(client.sent()).containsExactly("data 1 1 7232", "data 1 3 7233");
            }
        }

        @Test
        void earlyAnswerEndsTheBody() {
            try (Client client = Client.ready()) {
                client.send("a", "POST", "x".repeat(100_000));
                client.sent();
                client.receive(frames().lastHeaders(1, status("413"))
                        .window(0, 100_000)
                        .window(1, 100_000));
                assertThat(client.ends).containsExactly("a 413 ");
                assertThat(client.sent()).containsExactly("reset 0 1 8");
            }
        }

        @Test
        void cancelledBodyStops() {
            try (Client client = Client.ready()) {
                Client.Request request = client.send("a", "POST", "x".repeat(100_000));
                client.sent();
                client.connection().cancel(request.stream);
                client.receive(frames().window(0, 100_000).window(1, 100_000).lastHeaders(1, OK));
                assertThat(client.sent()).containsExactly("reset 0 1 8");
                assertThat(client.ends).isEmpty();
            }
        }

        /** Large responses: the window is widened before the peer has used half of it. */
        @Test
        void windowsAreWidened() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.receive(frames().headers(1, OK));
                client.sent();
                byte[] data =
                        frames().data(1, "x".repeat(FrameReader.MAX_PAYLOAD)).bytes();
                for (int i = 1; i < FrameWriter.WINDOW / 2 / FrameReader.MAX_PAYLOAD; i++) {
                    client.receive(data);
                }
                assertThat(client.sent()).isEmpty();
                client.receive(data);
                assertThat(client.sent()).containsExactly("window 0 0", "window 0 1");
            }
        }
    }

    @Nested
    class Floods {
        private String endOf(ServerFrames once, ServerFrames repeated) {
            try (Client client = Client.ready()) {
                client.send("a");
                client.receive(once);
                byte[] bytes = repeated.bytes();
                for (int i = 0; i <= Incoming.MAX_IDLE && client.ends.isEmpty(); i++) {
                    client.receive(bytes);
                }
                assertThat(client.sent()).last().asString().startsWith("goaway 0 0 11");
                return client.ends.getFirst();
            }
        }

        @Test
        void framesWithoutResponse() {
            String calm = "a PROTOCOL: the target sent 10000 frames without any response";
            assertThat(endOf(frames(), frames().ping())).isEqualTo(calm);
            assertThat(endOf(frames(), frames().settings(""))).isEqualTo(calm);
            assertThat(endOf(frames(), frames().window(0, 1))).isEqualTo(calm);
            assertThat(endOf(frames(), frames().frame(2, 0, 1, "prior"))).isEqualTo(calm);
            assertThat(endOf(frames(), frames().frame(0x42, 0, 0, ""))).isEqualTo(calm);
            assertThat(endOf(frames().headers(1, OK), frames().data(1, ""))).isEqualTo(calm);
        }

        /** Each part of a large upload may be answered with a wider window. */
        @Test
        void windowsOfAnUploadAreNone() {
            try (Client client = Client.ready()) {
                client.receive(frames().setting(FrameType.INITIAL_WINDOW_SIZE, 1));
                client.send("a", "POST", "x".repeat(2 * Incoming.MAX_IDLE));
                byte[] wider = frames().window(1, 1).window(0, 1).bytes();
                for (int i = 1; i < 2 * Incoming.MAX_IDLE; i++) {
                    client.receive(wider);
                }
                client.receive(frames().lastHeaders(1, OK));
                assertThat(client.ends).containsExactly("a 200 ");
                assertThat(client.sent()).last().isEqualTo("data 1 1 1");
            }
        }

        /** The response goes on, so that only what the peer does not read counts. */
        @Test
        void answersThatAreNotRead() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.receive(frames().headers(1, OK));
                client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
                byte[] more = frames().ping().data(1, "x").bytes();
                for (int i = 0; i <= Incoming.MAX_IDLE && client.ends.isEmpty(); i++) {
                    client.receive(more);
                }
                assertThat(client.ends)
                        .containsExactly("a PROTOCOL: the target reads no answers to its pings and settings");
            }
        }

        @Test
        void resetsOfClosedStreams() {
            try (Client client = Client.ready()) {
                client.connection().cancel(client.send("a").stream);
                client.send("b");
                client.sent();
                byte[] bytes = frames().reset(1, 8).bytes();
                for (int i = 0; i <= Incoming.MAX_IDLE && client.ends.isEmpty(); i++) {
                    client.receive(bytes);
                }
                assertThat(client.ends)
                        .containsExactly("b PROTOCOL: the target sent 10000 frames without any response");
            }
        }

        @Test
        void endlessHead() {
            ServerFrames open = frames().frame(FrameType.HEADERS, 0, 1, OK);
            for (int i = 0; i < SplitBlock.MAX_FRAMES; i++) {
                open.frame(FrameType.CONTINUATION, 0, 1, "");
            }
            assertThat(end(open)).startsWith("a PROTOCOL: the response's head is longer than");
            ServerFrames large = frames().frame(FrameType.HEADERS, 0, 1, OK);
            for (int i = 0; i < 5; i++) {
                large.frame(FrameType.CONTINUATION, 0, 1, "x".repeat(FrameReader.MAX_PAYLOAD));
            }
            assertThat(end(large)).startsWith("a PROTOCOL: the response's head is longer than");
        }
    }

    @Nested
    class Violations {
        private String violation(ServerFrames frames, int code) {
            try (Client client = Client.ready()) {
                client.send("a");
                client.sent();
                client.receive(frames);
                assertThat(client.sent()).containsExactly("goaway 0 0 " + code);
                assertThat(client.channel.isOpen()).isFalse();
                return client.ends.getFirst();
            }
        }

        @Test
        void ofFrames() {
            assertThat(violation(frames().frame(FrameType.PING, 0, 0, "short"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.PING, 0, 1, "12345678"), 1))
                    .contains("malformed");
            assertThat(violation(frames().frame(FrameType.RST_STREAM, 0, 1, "short"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.SETTINGS, 0, 0, "short"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.SETTINGS, 1, 0, "123456"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.GOAWAY, 0, 0, "short"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.WINDOW_UPDATE, 0, 1, "short"), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.DATA, 0, 0, "x"), 1)).contains("malformed");
            assertThat(violation(frames().frame(FrameType.HEADERS, 4, 0, OK), 1))
                    .contains("malformed");
            assertThat(violation(frames().frame(FrameType.HEADERS, 0x24, 1, OK), 6))
                    .contains("wrong size");
            assertThat(violation(frames().frame(FrameType.PUSH_PROMISE, 4, 1, OK), 1))
                    .contains("pushes");
            assertThat(violation(frames().data(1, "x".repeat(FrameReader.MAX_PAYLOAD + 1)), 6))
                    .contains("a frame of 16385 bytes");
        }

        @Test
        void ofPadding() {
            int padded = FrameType.PADDED | FrameType.END_HEADERS;
            assertThat(violation(frames().frame(FrameType.HEADERS, padded, 1, "\2" + OK), 1))
                    .contains("malformed");
            assertThat(violation(frames().frame(FrameType.DATA, FrameType.PADDED, 1, ""), 6))
                    .contains("wrong size");
            ServerFrames fine = frames().frame(FrameType.HEADERS, padded, 1, "\2" + OK + "\0\0");
            assertThat(end(fine.frame(FrameType.DATA, FrameType.PADDED | FrameType.END_STREAM, 1, "\1ok\0")))
                    .isEqualTo("a 200 ok");
        }

        @Test
        void ofOrder() {
            ServerFrames cut = frames().frame(FrameType.HEADERS, 0, 1, OK);
            assertThat(violation(cut.ping(), 1)).contains("not contiguous");
            ServerFrames other = frames().frame(FrameType.HEADERS, 0, 1, OK);
            assertThat(violation(other.frame(FrameType.CONTINUATION, 4, 3, ""), 1))
                    .contains("not contiguous");
            assertThat(violation(frames().frame(FrameType.CONTINUATION, 4, 1, ""), 1))
                    .contains("not contiguous");
        }

        @Test
        void ofStreams() {
            try (Client client = Client.ready()) {
                client.send("a");
                client.send("b");
                client.receive(frames().lastHeaders(2, OK));
                assertThat(client.ends).hasSize(2).allMatch(end -> end.endsWith("on a stream that was not opened"));
            }
            for (int stream : new int[] {2, 3, Integer.MAX_VALUE}) {
                assertThat(violation(frames().data(stream, "x"), 1)).contains("not opened");
                assertThat(violation(frames().headers(stream, OK), 1)).contains("not opened");
                assertThat(violation(frames().reset(stream, 0), 1)).contains("not opened");
                assertThat(violation(frames().window(stream, 1), 1)).contains("not opened");
            }
        }

        @Test
        void ofSettingsAndWindows() {
            assertThat(violation(frames().setting(FrameType.ENABLE_PUSH, 1), 1)).contains("setting");
            assertThat(violation(frames().setting(FrameType.INITIAL_WINDOW_SIZE, 1L << 31), 3))
                    .contains("setting");
            assertThat(violation(frames().setting(FrameType.MAX_FRAME_SIZE, 1), 1))
                    .contains("setting");
            assertThat(violation(frames().window(0, 0), 1)).contains("by nothing");
            assertThat(violation(frames().window(0, Integer.MAX_VALUE), 3)).contains("beyond 2^31-1");
        }

        @Test
        void ofCompression() {
            for (String block :
                    new String[] {"\u00be", "\u0080", "\u003f\u00ff\u00ff\u00ff\u00ff\u00ff", "\10\177", "\0\u0081\0\0"
                    }) {
                assertThat(violation(frames().headers(1, block), 9)).contains("compressed headers are malformed");
            }
        }

        @Test
        void ofTheFirstFrame() {
            try (Client client = new Client()) {
                client.receive("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertThat(client.ends).containsExactly("connection PROTOCOL: the target does not speak HTTP/2");
            }
        }

        /** A window of a stream beyond the limit, while its body is being sent. */
        @Test
        void ofAStreamsWindow() {
            try (Client client = Client.ready()) {
                client.send("a", "POST", "x".repeat(100_000));
                client.sent();
                client.receive(frames().frame(FrameType.WINDOW_UPDATE, 0, 1, number(Integer.MAX_VALUE, 4))
                        .window(1, Integer.MAX_VALUE));
                assertThat(client.sent()).contains("goaway 0 0 3");
            }
        }
    }
}
