package dev.loadtest.worker.http.h2;

import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import java.lang.reflect.Field;

/**
 * Disables a guard of Netty, which ends a connection after two empty DATA frames in a row to protect servers from
 * floods; Vert.x has no option for it. RFC 9113 section 6.1 allows such frames, and some servers send one with each
 * flush. In a client, the request's timeout bounds a flood.
 */
final class EmptyDataGuard {
    private static final Field DELEGATE = delegate();

    private EmptyDataGuard() {}

    /** The decoder inside a connection's guards: its listener receives every frame. */
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

    /** Netty's private field; a version that renames it fails the tests. */
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
