package dev.loadtest.worker.http.h2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection without a socket, its time in the test's hands, and what becomes of its requests. */
final class Client implements Dial.Opened<Http2Connection>, AutoCloseable {
    static final Origin ORIGIN = new Origin(false, "target", 80);

    final EmbeddedChannel channel = new EmbeddedChannel();
    /** What has become of the connection and of its requests, in order. */
    final List<String> ends = new ArrayList<>();

    long nanos = 1;
    private @Nullable Http2Connection connection;
    private final ByteBuf sent = Unpooled.buffer();

    Client() {
        this(1);
    }

    /** @param firstId number of the first stream */
    Client(int firstId) {
        Http2Connection.start(() -> nanos, channel, firstId, this);
        sent();
    }

    /** A client whose peer has sent its settings. */
    static Client ready() {
        Client client = new Client();
        client.receive(ServerFrames.begin().bytes());
        client.sent();
        return client;
    }

    /** One request. */
    final class Request implements Http2Stream.Owner {
        private final String name;
        Http2Stream stream = new Http2Stream(this, request("GET", ""), null);
        long bytesSent;
        long bytesReceived;
        long begunNanos = -1;
        int ends;

        Request(String name) {
            this.name = name;
        }

        @Override
        public void sent(long bytes) {
            bytesSent += bytes;
        }

        @Override
        public void received(long bytes) {
            bytesReceived += bytes;
        }

        @Override
        public void begun(long at) {
            begunNanos = at;
        }

        @Override
        public int bodyLimit(int status) {
            return 10;
        }

        @Override
        public void completed(Transport.Response response) {
            String cut = response.truncated() ? "…" : "";
            tell(response.status() + " " + new String(response.body(), ISO_8859_1) + cut);
        }

        @Override
        public void failed(Failure failure) {
            tell(failure.errorCause() + ": " + failure.detail());
        }

        @Override
        public void unprocessed(Failure failure) {
            tell("unprocessed");
        }

        @Override
        public void refused(Failure failure) {
            tell("refused");
        }

        private void tell(String end) {
            ends++;
            Client.this.ends.add(name + " " + end);
        }
    }

    /** @param body empty for none */
    static Http2Request request(String method, String body) {
        PreparedRequest prepared = new PreparedRequest(
                method,
                "/",
                List.of(),
                body.isEmpty() ? new Empty() : new Bytes(body.getBytes(ISO_8859_1), "text/plain"),
                0);
        try {
            return Http2Request.of(prepared, ORIGIN, "boundary");
        } catch (Failure failure) {
            throw new AssertionError(failure);
        }
    }

    /** Sends a request without a body. */
    Request send(String name) {
        return send(name, "GET", "");
    }

    Request send(String name, String method, String body) {
        Request request = new Request(name);
        request.stream = new Http2Stream(request, request(method, body), null);
        connection().send(request.stream);
        return request;
    }

    Http2Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("not open: " + ends);
        }
        return connection;
    }

    /** The peer's bytes arrive in one read, whose turn of the loop ends; in none if the channel is closed. */
    void receive(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }
        turn();
    }

    void receive(ServerFrames frames) {
        receive(frames.bytes());
    }

    /** The end of a turn of the loop. */
    void turn() {
        channel.runPendingTasks();
    }

    /** Frames that were sent since the last call, each as its type, flags, stream and length; without the preface. */
    List<String> sent() {
        turn();
        for (ByteBuf more = channel.readOutbound(); more != null; more = channel.readOutbound()) {
            sent.writeBytes(more);
            more.release();
        }
        if (sent.readableBytes() > 24 && sent.getByte(sent.readerIndex()) == 'P') {
            sent.skipBytes(24);
        }
        List<String> frames = new ArrayList<>();
        while (sent.isReadable()) {
            int length = sent.readUnsignedMedium();
            int type = sent.readByte();
            int flags = sent.readByte();
            int stream = sent.readInt();
            String code = type == FrameType.RST_STREAM ? " " + sent.getInt(sent.readerIndex()) : "";
            if (type == FrameType.GOAWAY) {
                code = " " + sent.getInt(sent.readerIndex() + 4);
            }
            sent.skipBytes(length);
            frames.add(name(type) + " " + flags + " " + stream + (type == FrameType.DATA ? " " + length : code));
        }
        return frames;
    }

    private static String name(int type) {
        return switch (type) {
            case FrameType.DATA -> "data";
            case FrameType.HEADERS -> "headers";
            case FrameType.RST_STREAM -> "reset";
            case FrameType.SETTINGS -> "settings";
            case FrameType.PING -> "ping";
            case FrameType.GOAWAY -> "goaway";
            case FrameType.WINDOW_UPDATE -> "window";
            case FrameType.CONTINUATION -> "continuation";
            default -> "type " + type;
        };
    }

    @Override
    public void reached() {}

    @Override
    public void connected(Http2Connection open) {
        connection = open;
    }

    @Override
    public void failed(Failure failure) {
        ends.add("connection " + failure.errorCause() + ": " + failure.detail());
    }

    /** The channel closes. */
    void end() {
        channel.close();
        turn();
    }

    @Override
    public void close() {
        end();
        channel.releaseInbound();
        channel.releaseOutbound();
    }
}
