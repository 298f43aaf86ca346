package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.message.ResponseReader;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Hides interim responses that Vert.x would take for the final response: clients must ignore unknown ones (RFC 9110
 * section 15.2).
 */
final class InterimHeaders extends Http2FrameListenerDecorator {
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey count;

    private InterimHeaders(Http2FrameListener listener, Http2Connection connection) {
        super(listener);
        this.connection = connection;
        this.count = connection.newKey();
    }

    /** Installs itself between a connection's frames and Vert.x. */
    static void keepFrom(Http2ConnectionHandler vertx) {
        EmptyDataGuard.behind(vertx.decoder())
                .frameListener(new InterimHeaders(vertx.decoder().frameListener(), vertx.connection()));
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (!isDropped(id, headers)) {
            super.onHeadersRead(context, id, headers, padding, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (!isDropped(id, headers)) {
            super.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, end);
        }
    }

    /** Whether Vert.x would take this status for a final response. */
    private static boolean isUnknown(int status) {
        return status > 101 && status < 200 && status != 103;
    }

    private boolean isDropped(int id, Http2Headers headers) throws Http2Exception {
        CharSequence status = headers.status();
        // Vert.x refuses invalid statuses.
        if (HttpStatusClass.valueOf(status) != HttpStatusClass.INFORMATIONAL
                || !isUnknown(Integer.parseInt(status, 0, status.length(), 10))) {
            return false;
        }
        Http2Stream stream = connection.stream(id);
        Integer before = stream.getProperty(count);
        int now = before == null ? 1 : before + 1;
        if (now > ResponseReader.MAX_INTERIM) {
            throw Http2Exception.streamError(
                    id, Http2Error.PROTOCOL_ERROR, "more than %d interim responses", ResponseReader.MAX_INTERIM);
        }
        stream.setProperty(count, now);
        return true;
    }
}
