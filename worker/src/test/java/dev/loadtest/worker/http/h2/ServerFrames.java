package dev.loadtest.worker.http.h2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Frames of a server, in the order in which they are added. */
final class ServerFrames {
    /** {@code :status: 200} of the static table. */
    static final String OK = "\u0088";
    /** {@code content-length: 2} as a literal. */
    static final String LENGTH_2 = "\17\15\1" + "2";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Any status of three digits, as a literal. */
    static String status(String digits) {
        return "\10\3" + digits;
    }

    /** A literal field, without indexing. */
    static String field(String name, String value) {
        return "\0" + (char) name.length() + name + (char) value.length() + value;
    }

    /** Settings that change nothing. */
    static ServerFrames begin() {
        return new ServerFrames().settings("");
    }

    /** @param payload a byte a character */
    ServerFrames frame(int type, int flags, int stream, String payload) {
        int length = payload.length();
        put(length >>> 16, length >>> 8, length, type, flags);
        put(stream >>> 24, stream >>> 16, stream >>> 8, stream);
        payload.chars().forEach(bytes::write);
        return this;
    }

    private void put(int... all) {
        for (int one : all) {
            bytes.write(one);
        }
    }

    ServerFrames settings(String payload) {
        return frame(FrameType.SETTINGS, 0, 0, payload);
    }

    /** One setting. */
    ServerFrames setting(int id, long value) {
        return settings(number(id, 2) + number(value, 4));
    }

    /** A number in so many bytes. */
    static String number(long value, int size) {
        StringBuilder text = new StringBuilder();
        for (int i = size - 1; i >= 0; i--) {
            text.append((char) (value >>> 8 * i & 0xff));
        }
        return text.toString();
    }

    ServerFrames headers(int stream, String block) {
        return frame(FrameType.HEADERS, FrameType.END_HEADERS, stream, block);
    }

    /** A header block that ends the response. */
    ServerFrames lastHeaders(int stream, String block) {
        return frame(FrameType.HEADERS, FrameType.END_HEADERS | FrameType.END_STREAM, stream, block);
    }

    ServerFrames data(int stream, String text) {
        return frame(FrameType.DATA, 0, stream, text);
    }

    ServerFrames lastData(int stream, String text) {
        return frame(FrameType.DATA, FrameType.END_STREAM, stream, text);
    }

    ServerFrames reset(int stream, int code) {
        return frame(FrameType.RST_STREAM, 0, stream, number(code, 4));
    }

    ServerFrames goAway(int last, int code) {
        return frame(FrameType.GOAWAY, 0, 0, number(last, 4) + number(code, 4));
    }

    ServerFrames window(int stream, int increment) {
        return frame(FrameType.WINDOW_UPDATE, 0, stream, number(increment, 4));
    }

    ServerFrames ping() {
        return frame(FrameType.PING, 0, 0, "12345678");
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return new String(bytes(), US_ASCII);
    }
}
