package dev.loadtest.worker.http.message;

import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;

/** Reads a chunked body (RFC 9112 section 7.1) independently of packet boundaries; lines and trailers are bounded. */
final class ChunkReader {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_TRAILERS = 64 * 1024;
    /** Without leading zeros: fits a {@code long}. */
    private static final int MAX_DIGITS = 15;

    private enum Part {
        SIZE,
        AFTER_SIZE,
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
    private boolean afterReturn;

    void reset() {
        part = Part.SIZE;
        trailersLength = 0;
        lineHasText = false;
        afterReturn = false;
        beginSize();
    }

    private void beginSize() {
        size = 0;
        digits = 0;
        lineLength = 0;
    }

    /** Whether the body is complete. */
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

    /** Lines end with CR LF or LF, as in heads; a lone CR is invalid. */
    private void take(byte b) throws Failure {
        if (afterReturn && b != '\n') {
            throw Failure.protocol("a carriage return stands alone between chunks");
        }
        afterReturn = b == '\r';
        if (afterReturn) {
            return;
        }
        switch (part) {
            case SIZE -> takeSize(b);
            case AFTER_SIZE -> takeAfterSize(b);
            case EXTENSION -> takeExtension(b);
            case DATA_END -> takeDataEnd(b);
            case TRAILER -> takeTrailer(b);
            case DATA, DONE -> throw new IllegalStateException(part.name());
        }
    }

    private void takeSize(byte b) throws Failure {
        int digit = Character.digit(b, 16);
        if (digit < 0 && lineLength > 0) {
            takeAfterSize(b);
            return;
        }
        if (digit < 0) {
            throw malformedSize();
        }
        limitLine();
        digits += digits > 0 || digit > 0 ? 1 : 0;
        if (digits > MAX_DIGITS) {
            throw Failure.protocol("a chunk's size is too large");
        }
        size = size << 4 | digit;
    }

    /** Some servers pad the size with blanks, which RFC 9112 section 7.1.1 accepts before an extension. */
    private void takeAfterSize(byte b) throws Failure {
        if (b == '\n') {
            endSize();
        } else if (b == ';') {
            part = Part.EXTENSION;
        } else if (HeadText.isBlank(b)) {
            part = Part.AFTER_SIZE;
            limitLine();
        } else {
            throw malformedSize();
        }
    }

    private void takeExtension(byte b) throws Failure {
        if (b == '\n') {
            endSize();
        } else {
            limitLine();
        }
    }

    private void limitLine() throws Failure {
        if (++lineLength > LONGEST_LINE) {
            throw Failure.protocol("the line of a chunk's size is longer than " + LONGEST_LINE + " bytes");
        }
    }

    private static Failure malformedSize() {
        return Failure.protocol("a chunk's size is malformed");
    }

    private void endSize() {
        part = size == 0 ? Part.TRAILER : Part.DATA;
    }

    private void takeDataEnd(byte b) throws Failure {
        if (b != '\n') {
            throw Failure.protocol("a chunk is longer than its size says");
        }
        part = Part.SIZE;
        beginSize();
    }

    private void takeTrailer(byte b) throws Failure {
        if (++trailersLength > LONGEST_TRAILERS) {
            throw Failure.protocol("the trailers are longer than " + LONGEST_TRAILERS + " bytes");
        }
        if (b != '\n') {
            lineHasText = true;
        } else if (lineHasText) {
            lineHasText = false;
        } else {
            part = Part.DONE;
        }
    }
}
