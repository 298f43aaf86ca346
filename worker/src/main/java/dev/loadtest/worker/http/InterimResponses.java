package dev.loadtest.worker.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Keeps interim responses from Vert.x that it would take for the response itself, of HTTP/1.1: RFC 9110 section 15.2 has
 * clients pass over all that they do not know.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {
    private final Runnable onInterim;
    private boolean dropping;

    /** @param onInterim told of each that is dropped */
    InterimResponses(Runnable onInterim) {
        this.onInterim = onInterim;
    }

    /** Whether Vert.x would take one of this status for the response, and nothing but a response follows it. */
    static boolean isUnknown(int status) {
        return status > 101 && status < 200 && status != 103;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response
                && response.decoderResult().isSuccess()
                && isUnknown(response.status().code())) {
            dropping = true;
            onInterim.run();
        }
        if (dropping) {
            dropping = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
