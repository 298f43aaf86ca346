package dev.loadtest.worker.http;

import io.netty.buffer.ByteBuf;

/** Reads a chunked body, RFC 9112 section 7.1, however it is cut into packets; lines and trailers are bounded. */
final class ChunkReader {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_TRAILERS = 64 * 1024;

    private enum Part {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER,
        DONE
    }

    private Part part = Part.SIZE;
    private long size;
    private int digits;
    private int lineLength;
    private int trailersLength;
    private boolean lineHasText;

    void reset() {
        part = Part.SIZE;
        size = 0;
        digits = 0;
        lineLength = 0;
        trailersLength = 0;
        lineHasText = false;
    }

    /** Whether the body is whole. */
    boolean read(ByteBuf in, KeptBody body) throws Failure {
        while (part != Part.DONE && in.isReadable()) {
            if (part == Part.DATA) {
                int count = (int) Math.min(size, in.readableBytes());
                body.add(in, count);
                size -= count;
                if (size == 0) {
                    part = Part.DATA_END;
                }
            } else {
                take(in.readByte());
            }
        }
        return part == Part.DONE;
    }

    private void take(byte b) throws Failure {
        switch (part) {
            case SIZE -> takeSize(b);
            case EXTENSION -> takeExtension(b);
            case DATA_END -> takeDataEnd(b);
            case TRAILER -> takeTrailer(b);
            case DATA, DONE -> throw new IllegalStateException(part.name());
        }
    }

    private void takeSize(byte b) throws Failure {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            if (++digits > 15) {
                throw Failure.protocol("a chunk's size is too large");
            }
            size = size << 4 | digit;
        } else if (digits == 0) {
            throw Failure.protocol("a chunk's size is malformed");
        } else if (b == '\n') {
            endSize();
        } else if (b == '\r' || b == ';' || b == ' ' || b == '\t') {
            part = Part.EXTENSION;
        } else {
            throw Failure.protocol("a chunk's size is malformed");
        }
    }

    private void takeExtension(byte b) throws Failure {
        if (b == '\n') {
            endSize();
        } else if (++lineLength > LONGEST_LINE) {
            throw Failure.protocol("a chunk's extension is longer than " + LONGEST_LINE + " bytes");
        }
    }

    private void endSize() {
        digits = 0;
        lineLength = 0;
        part = size == 0 ? Part.TRAILER : Part.DATA;
    }

    private void takeDataEnd(byte b) throws Failure {
        if (b == '\n') {
            part = Part.SIZE;
            lineLength = 0;
        } else if (b != '\r' || ++lineLength > 1) {
            throw Failure.protocol("a chunk is longer than its size says");
        }
    }

    private void takeTrailer(byte b) throws Failure {
        if (++trailersLength > LONGEST_TRAILERS) {
            throw Failure.protocol("the trailers are longer than " + LONGEST_TRAILERS + " bytes");
        }
        if (b != '\n') {
            lineHasText |= b != '\r';
        } else if (lineHasText) {
            lineHasText = false;
        } else {
            part = Part.DONE;
        }
    }
}
