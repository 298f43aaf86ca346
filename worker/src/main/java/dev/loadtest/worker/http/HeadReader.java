package dev.loadtest.worker.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the head of a response line by line, however it is cut into packets, within bounds. */
final class HeadReader {
    static final int MOST_BYTES = 64 * 1024;
    static final int MOST_HEADERS = 256;
    private static final String PROTOCOL = "HTTP/1.";

    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_SIZE = 1024;

    private final LastHead last;
    private byte[] bytes = NOTHING;
    private int filled;
    private int scanned;
    private int lineStart;
    private int lines;

    private int status;
    private int minor;
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;

    /** @param last the head that the next one may be the same as; readers of one target share it */
    HeadReader(LastHead last) {
        this.last = last;
    }

    void reset() {
        filled = 0;
        scanned = 0;
        lineStart = 0;
        lines = 0;
        contentLength = -1;
        chunked = false;
        close = false;
        keepAlive = false;
    }

    /** Whether any byte of the head has come. */
    boolean begun() {
        return filled > 0;
    }

    /** Takes what belongs to the head from the input; the head once it is whole, null before. */
    @Nullable
    ResponseHead read(ByteBuf in) throws Failure {
        if (filled == 0) {
            ResponseHead same = last.take(in);
            if (same != null) {
                return same;
            }
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
                checkStart();
            }
        }
        return null;
    }

    private void grow() throws Failure {
        if (bytes.length == MOST_BYTES) {
            throw Failure.protocol("the response's head is longer than " + MOST_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, Math.max(FIRST_SIZE, Math.min(bytes.length * 4, MOST_BYTES)));
    }

    private ResponseHead head() {
        // Chunks are not of HTTP/1.0: where they come all the same, RFC 9112 section 6.1 trusts nothing that follows
        // them.
        boolean open = minor == 0 ? keepAlive && !close && !chunked : !close;
        ResponseHead head = new ResponseHead(status, Arrays.copyOf(bytes, scanned), contentLength, chunked, open);
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
            readStatus(end);
        } else if (start == end) {
            return true;
        } else {
            readHeader(start, end);
        }
        if (++lines > MOST_HEADERS + 1) {
            throw Failure.protocol("the response has more than " + MOST_HEADERS + " headers");
        }
        return false;
    }

    /** Says at once that this is not HTTP, instead of waiting for the end of a line that may never come. */
    private void checkStart() throws Failure {
        int length = Math.min(filled, PROTOCOL.length());
        for (int i = 0; i < length; i++) {
            if (bytes[i] != PROTOCOL.charAt(i)) {
                throw Failure.protocol("the response does not begin with HTTP/1");
            }
        }
    }

    private void readStatus(int end) throws Failure {
        checkStart();
        long code = end >= 12 ? HeadText.number(bytes, 9, 12) : -1;
        minor = end >= 12 ? bytes[7] - '0' : -1;
        boolean wellFormed = minor >= 0 && minor <= 9 && bytes[8] == ' ' && (end == 12 || bytes[12] == ' ');
        if (!wellFormed || code < 100 || code > 999) {
            throw Failure.protocol("the response's status line is malformed");
        }
        status = (int) code;
    }

    private void readHeader(int start, int end) throws Failure {
        int colon = start;
        while (colon < end && HeadText.isTokenByte(bytes[colon])) {
            colon++;
        }
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw Failure.protocol("a header of the response is malformed");
        }
        int from = HeadText.skipBlanks(bytes, colon + 1, end);
        int to = HeadText.trimBlanks(bytes, from, end);
        for (int at = from; at < to; at++) {
            if (bytes[at] >= 0 && bytes[at] < ' ' && bytes[at] != '\t') {
                throw Failure.protocol("a header of the response holds a control character");
            }
        }
        switch (colon - start) {
            case 10 -> readConnection(start, from, to);
            case 14 -> readContentLength(start, from, to);
            case 17 -> readTransferEncoding(start, from, to);
            default -> {}
        }
    }

    private void readConnection(int start, int from, int to) {
        if (HeadText.equalsIgnoreCase(bytes, start, "connection")) {
            close |= HeadText.listHas(bytes, from, to, "close");
            keepAlive |= HeadText.listHas(bytes, from, to, "keep-alive");
        }
    }

    private void readContentLength(int start, int from, int to) throws Failure {
        if (!HeadText.equalsIgnoreCase(bytes, start, "content-length")) {
            return;
        }
        long length = HeadText.number(bytes, from, to);
        if (length < 0 || contentLength >= 0 && contentLength != length) {
            throw Failure.protocol("the response's Content-Length is malformed");
        }
        contentLength = length;
    }

    private void readTransferEncoding(int start, int from, int to) throws Failure {
        if (!HeadText.equalsIgnoreCase(bytes, start, "transfer-encoding")) {
            return;
        }
        if (chunked || to - from != 7 || !HeadText.equalsIgnoreCase(bytes, from, "chunked")) {
            throw Failure.protocol("the response's Transfer-Encoding is not chunked");
        }
        chunked = true;
    }
}
