package dev.loadtest.worker.http.h2;

import io.netty.buffer.ByteBuf;

/** Receives a connection's frames, each well-formed by itself. */
interface Frames {

    /** Whether nothing more is to be read. */
    boolean isOver();

    /**
     * A part of a body, of which the receiver reads at most {@code length} bytes.
     *
     * @param flowControlled size with padding, which the peer's window has paid for
     * @param last whether the response ends with it
     */
    void data(int stream, ByteBuf in, int length, int flowControlled, boolean last) throws Violation;

    /** A whole header block. */
    void headers(int stream, ByteBuf block, int length, boolean last) throws Violation;

    void reset(int stream, long code) throws Violation;

    /** One of the peer's settings. */
    void setting(int id, long value) throws Violation;

    /** The end of a frame of settings. */
    void settingsEnd() throws Violation;

    /** A PING to be answered. */
    void ping(long data) throws Violation;

    /** @param last highest stream that the peer may have processed */
    void goAway(int last, long code) throws Violation;

    /** @param stream 0 for the connection */
    void window(int stream, int increment) throws Violation;

    /** A frame that brings no response further; reported in addition to its own method if it has one. */
    void idle() throws Violation;
}
