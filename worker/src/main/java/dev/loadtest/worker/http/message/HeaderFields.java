package dev.loadtest.worker.http.message;

import dev.loadtest.worker.http.dial.Failure;

/** Framing and connection fields of one response's head (RFC 9112 sections 6 and 9). */
final class HeaderFields {
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private final ListMembers members = new ListMembers();

    void reset() {
        contentLength = -1;
        chunked = false;
        close = false;
        keepAlive = false;
    }

    /** In bytes; -1 if absent. */
    long contentLength() {
        return contentLength;
    }

    boolean chunked() {
        return chunked;
    }

    boolean close() {
        return close;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** Reads one unfolded field. Blanks before its colon are removed (section 5.1). */
    void read(byte[] bytes, int start, int end) throws Failure {
        int nameEnd = start;
        while (nameEnd < end && HeadText.isTokenByte(bytes[nameEnd])) {
            nameEnd++;
        }
        int colon = HeadText.skipBlanks(bytes, nameEnd, end);
        if (nameEnd == start || colon == end || bytes[colon] != ':') {
            throw Failure.protocol("a header of the response is malformed");
        }
        bytes[colon] = ' ';
        bytes[nameEnd] = ':';
        int from = HeadText.skipBlanks(bytes, nameEnd + 1, end);
        int to = HeadText.trimBlanks(bytes, from, end);
        if (HeadText.hasControl(bytes, from, to)) {
            throw Failure.protocol("a header of the response holds a control character");
        }
        switch (nameEnd - start) {
            case 10 -> readConnection(bytes, start, from, to);
            case 14 -> readContentLength(bytes, start, from, to);
            case 17 -> readTransferEncoding(bytes, start, from, to);
            default -> {}
        }
    }

    private void readConnection(byte[] bytes, int start, int from, int to) {
        if (HeadText.equalsIgnoreCase(bytes, start, "connection")) {
            members.of(bytes, from, to);
            while (members.next()) {
                close |= members.is("close");
                keepAlive |= members.is("keep-alive");
            }
        }
    }

    /** Equal repeated lengths count as one (section 6.3). */
    private void readContentLength(byte[] bytes, int start, int from, int to) throws Failure {
        if (!HeadText.equalsIgnoreCase(bytes, start, "content-length")) {
            return;
        }
        members.of(bytes, from, to);
        boolean none = true;
        while (members.next()) {
            none = false;
            long length = HeadText.number(bytes, members.start(), members.end());
            if (length < 0 || contentLength >= 0 && contentLength != length) {
                throw malformedLength();
            }
            contentLength = length;
        }
        if (none) {
            throw malformedLength();
        }
    }

    private static Failure malformedLength() {
        return Failure.protocol("the response's Content-Length is malformed");
    }

    /** Only chunked, once: no other coding was requested (section 7.4). */
    private void readTransferEncoding(byte[] bytes, int start, int from, int to) throws Failure {
        if (!HeadText.equalsIgnoreCase(bytes, start, "transfer-encoding")) {
            return;
        }
        members.of(bytes, from, to);
        boolean none = true;
        while (members.next()) {
            none = false;
            if (chunked || !members.is("chunked")) {
                throw unknownCoding();
            }
            chunked = true;
        }
        if (none) {
            throw unknownCoding();
        }
    }

    private static Failure unknownCoding() {
        return Failure.protocol("the response's Transfer-Encoding is not chunked");
    }
}
