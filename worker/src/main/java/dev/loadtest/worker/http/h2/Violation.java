package dev.loadtest.worker.http.h2;

import io.netty.handler.codec.http2.Http2Error;

/** A breach of RFC 9113 by the peer after which the connection cannot be used: a connection error, section 5.4.1. */
final class Violation extends Exception {
    private static final long serialVersionUID = 1;

    private final Http2Error error;

    /** @param detail a sentence without any part of the request */
    Violation(Http2Error error, String detail) {
        super(detail, null, false, false);
        this.error = error;
    }

    /** The code to send to the peer. */
    int code() {
        return (int) error.code();
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
