package dev.loadtest.worker.http.h2;

import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import java.lang.reflect.Field;

/**
 * Netty ends a connection after two empty DATA frames in a row, to protect servers from floods, and Vert.x has no option for
 * it. RFC 9113 section 6.1 allows them, and some servers send one with each flush. A client needs no such guard: what a
 * flood costs it ends with the request's timeout.
 */
final class EmptyDataGuard {
    private static final Field DELEGATE = delegate();

    private EmptyDataGuard() {}

    /** The decoder that a connection's guards decorate: a listener that is set there hears of every frame. */
    static Http2ConnectionDecoder behind(Http2ConnectionDecoder decoder) {
        Http2ConnectionDecoder plain = decoder;
        while (plain instanceof DecoratingHttp2ConnectionDecoder) {
            try {
                plain = (Http2ConnectionDecoder) DELEGATE.get(plain);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return plain;
    }

    /** Netty's own, and not for others: a version that names it otherwise fails the tests. */
    private static Field delegate() {
        try {
            Field field = DecoratingHttp2ConnectionDecoder.class.getDeclaredField("delegate");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
