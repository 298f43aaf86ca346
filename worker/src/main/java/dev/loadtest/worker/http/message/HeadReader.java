package dev.loadtest.worker.http.message;

import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a response line by line, independently of packet boundaries, within limits. Corrections that RFC
 * 9112 requires or allows are made in the kept bytes: folded lines are joined (section 5.2), a line may end with a bare
 * line feed (2.2), and empty lines before the head are skipped.
 */
public final class HeadReader {
    public static final int MAX_BYTES = 64 * 1024;
    public static final int MAX_HEADERS = 256;

    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_SIZE = 1024;
    /** Maximum bytes of empty lines. */
    private static final int MAX_EMPTY_LINES = 16;

    private final LastHead last;
    private final StatusLine statusLine = new StatusLine();
    private final HeaderFields fields = new HeaderFields();
    private byte[] bytes = NOTHING;
    private int filled;
    private int scanned;
    private int skipped;
    private int lineStart;
    private int fieldStart;
    private int fieldEnd;
    private int lines;

    /** @param last the previous head, shared by readers of one target */
    HeadReader(LastHead last) {
        this.last = last;
    }

    public void reset() {
        filled = 0;
        scanned = 0;
        skipped = 0;
        lineStart = 0;
        fieldStart = 0;
        fieldEnd = 0;
        lines = 0;
        fields.reset();
    }

    /** Whether any byte of the head has arrived. */
    public boolean begun() {
        return filled > 0 || skipped > 0;
    }

    /** Consumes the head's bytes; returns the head once complete, null before. */
    @Nullable
    public ResponseHead read(ByteBuf in) throws Failure {
        if (filled == 0) {
            ResponseHead same = last.take(in);
            if (same != null) {
                return same;
            }
            skipEmptyLines(in);
        }
        while (in.isReadable()) {
            if (filled == bytes.length) {
                grow();
            }
            int count = Math.min(in.readableBytes(), bytes.length - filled);
            in.readBytes(bytes, filled, count);
            filled += count;
            while (scanned < filled) {
                if (bytes[scanned++] == '\n' && endLine()) {
                    in.readerIndex(in.readerIndex() - (filled - scanned));
                    return head();
                }
            }
            if (lines == 0) {
                StatusLine.checkStart(bytes, filled);
            }
        }
        return null;
    }

    private void skipEmptyLines(ByteBuf in) throws Failure {
        while (in.isReadable()) {
            byte b = in.getByte(in.readerIndex());
            if (b != '\r' && b != '\n') {
                return;
            }
            in.skipBytes(1);
            if (++skipped > MAX_EMPTY_LINES) {
                throw Failure.protocol("the response does not begin with HTTP/1");
            }
        }
    }

    private void grow() throws Failure {
        if (bytes.length == MAX_BYTES) {
            throw Failure.protocol("the response's head is longer than " + MAX_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, Math.max(FIRST_SIZE, Math.min(bytes.length * 4, MAX_BYTES)));
    }

    private ResponseHead head() {
        // HTTP/1.0 has no chunks: if they occur, RFC 9112 section 6.1 requires that the connection is closed.
        boolean open =
                statusLine.minor() == 0 ? fields.keepAlive() && !fields.close() && !fields.chunked() : !fields.close();
        ResponseHead head = new ResponseHead(
                statusLine.status(), Arrays.copyOf(bytes, scanned), fields.contentLength(), fields.chunked(), open);
        last.keep(head);
        return head;
    }

    /** Whether the line that has just ended is the empty one that ends the head. */
    private boolean endLine() throws Failure {
        int end = scanned - 1;
        if (end > lineStart && bytes[end - 1] == '\r') {
            end--;
        }
        int start = lineStart;
        lineStart = scanned;
        if (lines == 0) {
            statusLine.read(bytes, end);
            lines = 1;
        } else if (start < end && HeadText.isBlank(bytes[start])) {
            fold(start, end);
        } else {
            endField();
            fieldStart = start;
            fieldEnd = end;
            return start == end;
        }
        return false;
    }

    /** A field continues while lines begin with a blank: only the next line shows its end. */
    private void endField() throws Failure {
        if (fieldStart < fieldEnd) {
            if (lines++ > MAX_HEADERS) {
                throw Failure.protocol("the response has more than " + MAX_HEADERS + " headers");
            }
            fields.read(bytes, fieldStart, fieldEnd);
        }
    }

    private void fold(int start, int end) throws Failure {
        if (fieldStart == fieldEnd) {
            throw Failure.protocol("the first header of the response begins with a blank");
        }
        Arrays.fill(bytes, fieldEnd, start, (byte) ' ');
        fieldEnd = end;
    }
}
