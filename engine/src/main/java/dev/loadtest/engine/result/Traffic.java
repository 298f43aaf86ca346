package dev.loadtest.engine.result;

/**
 * Bytes of HTTP messages, over all attempts and redirects of the requests that have ended; without TLS and TCP. Of HTTP/1.1
 * all that its messages consist of: start lines, headers, bodies with their chunks, interim responses. Of HTTP/2 header
 * fields as lines of HTTP/1.1 and bodies, not what HPACK and frames make of them.
 */
public record Traffic(long sent, long received) {
    public static final Traffic NONE = new Traffic(0, 0);

    public Traffic plus(Traffic other) {
        return new Traffic(sent + other.sent, received + other.received);
    }
}
