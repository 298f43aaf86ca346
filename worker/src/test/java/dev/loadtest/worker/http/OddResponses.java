package dev.loadtest.worker.http;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.message.HeadReader;
import java.util.List;
import java.util.stream.Stream;

/** Responses that real and hostile servers send, and what RFC 9112 and RFC 9110 make of each. */
final class OddResponses {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String TWO = "Content-Length: 2\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String CHUNKS = "\r\n2\r\nok\r\n0\r\n\r\n";

    private OddResponses() {}

    /** The outcome of the request. */
    sealed interface Outcome {}

    /** @param reused whether the connection carries the next request */
    record Completed(int status, String body, boolean reused) implements Outcome {}

    record Failed(ErrorCause cause) implements Outcome {}

    /**
     * A response.
     *
     * @param method of the request
     * @param wire a character a byte
     * @param closed whether the server closes behind it
     */
    record Odd(String name, String method, String wire, boolean closed, Outcome outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Odd> all() {
        return Stream.of(read(), unframed(), refused(), refusedFraming(), cutShort())
                .flatMap(List::stream);
    }

    private static Odd ok(String name, String wire) {
        return new Odd(name, "GET", wire, false, new Completed(200, "ok", true));
    }

    private static Odd last(String name, String wire) {
        return new Odd(name, "GET", wire, false, new Completed(200, "ok", false));
    }

    private static Odd of(String name, String method, String wire, int status, boolean reused) {
        return new Odd(name, method, wire, false, new Completed(status, "", reused));
    }

    private static Odd untilClosed(String name, String wire) {
        return new Odd(name, "GET", wire, true, new Completed(200, "ok", false));
    }

    private static Odd bad(String name, String wire) {
        return new Odd(name, "GET", wire, false, new Failed(ErrorCause.PROTOCOL));
    }

    private static Odd header(String name, String field) {
        return bad(name, OK + TWO + field + "\r\n\r\nok");
    }

    private static Odd length(String value) {
        return bad("Content-Length: " + value, OK + "Content-Length: " + value + "\r\n\r\nok");
    }

    private static Odd coding(String value) {
        return bad("Transfer-Encoding: " + value, OK + "Transfer-Encoding: " + value + "\r\n" + CHUNKS);
    }

    private static Odd chunk(String name, String body) {
        return bad("chunk: " + name, OK + CHUNKED + "\r\n" + body);
    }

    private static Odd cut(String name, String wire) {
        return new Odd(name, "GET", wire, true, new Failed(ErrorCause.RESET));
    }

    private static List<Odd> read() {
        return List.of(
                ok("nothing odd", OK + TWO + "\r\nok"),
                // RFC 9112 section 2.2
                ok("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
                ok("line ends mixed", OK + "Content-Length: 2\n\r\nok"),
                ok("an empty line first", "\r\n" + OK + TWO + "\r\nok"),
                ok("empty lines of either kind first", "\n\r\n" + OK + TWO + "\r\nok"),
                // section 4
                ok("an empty reason", "HTTP/1.1 200 \r\n" + TWO + "\r\nok"),
                ok("no reason", "HTTP/1.1 200\r\n" + TWO + "\r\nok"),
                ok("a reason beyond ASCII", "HTTP/1.1 200 Gr\u00fcn\r\n" + TWO + "\r\nok"),
                ok("blanks in the status line", "HTTP/1.1 \t 200  OK \r\n" + TWO + "\r\nok"),
                // RFC 9110 section 2.5
                ok("a later minor version", "HTTP/1.2 200 OK\r\n" + TWO + "\r\nok"),
                // RFC 9112 section 5
                ok("a folded header", OK + TWO + "X: a\r\n b\r\n\r\nok"),
                ok("a header folded by a tab, twice", OK + "X: a\r\n\tb\r\n\t c\r\n" + TWO + "\r\nok"),
                ok("a folded Content-Length", OK + "Content-Length:\r\n 2\r\n\r\nok"),
                ok("a fold of blanks", OK + TWO + "X: a\r\n \t\r\n\r\nok"),
                ok("a framing header as a continuation", OK + TWO + "X: a\r\n Transfer-Encoding: chunked\r\n\r\nok"),
                ok("a blank before the colon", OK + TWO + "Server : x\r\n\r\nok"),
                ok("a blank before the colon of a length", OK + "Content-Length \t: 2\r\n\r\nok"),
                ok("names in lower case", OK + "content-length: 2\r\nconnection: keep-alive\r\n\r\nok"),
                ok("no blank behind the colon", OK + "CONTENT-LENGTH:2\r\n\r\nok"),
                ok("blanks around a value", OK + "Content-Length: \t 2 \t\r\n\r\nok"),
                ok("an empty value", OK + "X:\r\n" + TWO + "\r\nok"),
                ok("a value beyond ASCII", OK + "X: \u00ff\u0080\r\n" + TWO + "\r\nok"),
                ok("as many headers as may be", OK + TWO + "X: y\r\n".repeat(HeadReader.MAX_HEADERS - 1) + "\r\nok"),
                // section 6.3
                ok("a length twice", OK + TWO + TWO + "\r\nok"),
                ok("a length twice in one", OK + "Content-Length: 2, 2\r\n\r\nok"),
                ok("a length and empty members", OK + "Content-Length: ,2,\r\n\r\nok"),
                ok("a length with many zeros", OK + "Content-Length: " + "0".repeat(40) + "2\r\n\r\nok"),
                // section 7.1
                ok("chunks", OK + CHUNKED + CHUNKS),
                ok("chunks in capitals", OK + "TRANSFER-ENCODING: CHUNKED\r\n" + CHUNKS),
                ok("chunks and an empty member", OK + "Transfer-Encoding: , chunked\r\n" + CHUNKS),
                ok("a size with zeros", OK + CHUNKED + "\r\n" + "0".repeat(30) + "2\r\nok\r\n000\r\n\r\n"),
                ok("a size and blanks", OK + CHUNKED + "\r\n2 \t \r\nok\r\n0  \r\n\r\n"),
                ok("extensions", OK + CHUNKED + "\r\n2;a=b;c\r\nok\r\n0 ;d=\"e;f\"\r\n\r\n"),
                ok("chunks by line feeds alone", OK + CHUNKED + "\r\n2\nok\n0\n\n"),
                ok("trailers", OK + CHUNKED + "\r\n2\r\nok\r\n0\r\nX: y\r\nContent-Length: 7\r\n\r\n"),
                // RFC 9110 section 15.2
                ok("an interim response", "HTTP/1.1 100 Continue\r\n\r\n" + OK + TWO + "\r\nok"),
                ok("an early hint", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK + TWO + "\r\nok"),
                ok("unknown interim responses", interim(3) + OK + TWO + "\r\nok"),
                ok("as many interim responses as may be", interim(32) + OK + TWO + "\r\nok"));
    }

    private static String interim(int times) {
        return "HTTP/1.1 199 Whatever\r\nContent-Length: 5\r\n\r\n".repeat(times);
    }

    private static List<Odd> unframed() {
        return List.of(
                untilClosed("no framing", OK + "\r\nok"),
                untilClosed("no framing of HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok"),
                untilClosed("no framing, to be kept alive", OK + "Connection: keep-alive\r\n\r\nok"),
                last("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + TWO + "\r\nok"),
                ok("HTTP/1.0 kept alive", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n" + TWO + "\r\nok"),
                last("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + CHUNKED + CHUNKS),
                last("to be closed", OK + "Connection: Close\r\n" + TWO + "\r\nok"),
                last("to be closed and kept alive", OK + "Connection: close, keep-alive\r\n" + TWO + "\r\nok"),
                last("to be closed by a second header", OK + "Connection: x\r\nConnection: close\r\n" + TWO + "\r\nok"),
                last("chunks and a length", OK + TWO + CHUNKED + CHUNKS),
                last("chunks and another length", OK + CHUNKED + "Content-Length: 9\r\n" + CHUNKS),
                last("more than its length", OK + TWO + "\r\nokay"),
                last("two responses", (OK + TWO + "\r\nok").repeat(2)),
                last("more than its chunks", OK + CHUNKED + CHUNKS + "0\r\n\r\n"),
                of("204", "GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, true),
                of("204 with a length", "GET", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, true),
                of("204 with a body", "GET", "HTTP/1.1 204 No Content\r\n" + TWO + "\r\nok", 204, false),
                of("204 with chunks", "GET", "HTTP/1.1 204 No Content\r\n" + CHUNKED + CHUNKS, 204, false),
                of("304 with a length", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", 304, true),
                of("304 with chunks", "GET", "HTTP/1.1 304 Not Modified\r\n" + CHUNKED + "\r\n", 304, true),
                of("HEAD with a length", "HEAD", OK + TWO + "\r\n", 200, true),
                of("HEAD with chunks", "HEAD", OK + CHUNKED + "\r\n", 200, true),
                of("HEAD without framing", "HEAD", OK + "\r\n", 200, true),
                of("HEAD with a body", "HEAD", OK + TWO + "\r\nok", 200, false),
                of("a status without a class", "GET", "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n", 999, true));
    }

    private static List<Odd> refused() {
        return List.of(
                bad("HTTP/2.0", "HTTP/2.0 200 OK\r\n" + TWO + "\r\nok"),
                bad("HTTP/0.9", "HTTP/0.9 200 OK\r\n" + TWO + "\r\nok"),
                bad("HTTP/1.10", "HTTP/1.10 200 OK\r\n" + TWO + "\r\nok"),
                bad("HTTP/1", "HTTP/1 200 OK\r\n" + TWO + "\r\nok"),
                bad("http/1.1", "http/1.1 200 OK\r\n" + TWO + "\r\nok"),
                bad("ICY", "ICY 200 OK\r\n" + TWO + "\r\nok"),
                bad("a greeting", "SSH-2.0-OpenSSH_9.2\r\n"),
                bad("a page without a line's end", "<html>no HTTP at all</html>"),
                bad("status 000", "HTTP/1.1 000 X\r\n" + TWO + "\r\nok"),
                bad("status 099", "HTTP/1.1 099 X\r\n" + TWO + "\r\nok"),
                bad("status 99", "HTTP/1.1 99\r\n\r\n"),
                bad("status 1000", "HTTP/1.1 1000 X\r\n" + TWO + "\r\nok"),
                bad("status abc", "HTTP/1.1 abc X\r\n" + TWO + "\r\nok"),
                bad("status +20", "HTTP/1.1 +20 X\r\n" + TWO + "\r\nok"),
                bad("a status that runs into its reason", "HTTP/1.1 200OK\r\n" + TWO + "\r\nok"),
                bad("no status", "HTTP/1.1\r\n" + TWO + "\r\nok"),
                bad("a NUL in the reason", "HTTP/1.1 200 O\0K\r\n" + TWO + "\r\nok"),
                bad("a carriage return in the reason", "HTTP/1.1 200 O\rK\r\n" + TWO + "\r\nok"),
                bad("a stream of empty lines", "\r\n".repeat(100) + OK + TWO + "\r\nok"),
                bad("a fold before any header", OK + " X: y\r\n" + TWO + "\r\nok"),
                header("no colon", "no colon here"),
                header("no name", ": y"),
                header("a blank within the name", "X Y: z"),
                header("a name that is no token", "X(Y): z"),
                header("a name beyond ASCII", "\u00dc: z"),
                header("a NUL in a value", "X: a\0b"),
                header("a NUL in a name", "X\0: a"),
                header("an escape in a value", "X: a\u001bb"),
                header("a carriage return in a value", "X: a\rb"),
                header("a carriage return before the line's end", "X: a\r"),
                bad("too many headers", OK + TWO + "X: y\r\n".repeat(HeadReader.MAX_HEADERS) + "\r\nok"),
                bad("too large a header", OK + "X: " + "y".repeat(HeadReader.MAX_BYTES) + "\r\n" + TWO + "\r\nok"),
                bad("too long a status line", "HTTP/1.1 200 " + "y".repeat(HeadReader.MAX_BYTES)),
                bad("another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
                bad("too many interim responses", interim(33) + OK + TWO + "\r\nok"));
    }

    private static List<Odd> refusedFraming() {
        return List.of(
                length(""),
                length(","),
                length("-2"),
                length("+2"),
                length("0x2"),
                length("2.0"),
                length("2 2"),
                length("two"),
                length("2, 3"),
                length("2;q=1"),
                length("9223372036854775808"),
                length("99999999999999999999"),
                bad("two lengths", OK + TWO + "Content-Length: 3\r\n\r\nok"),
                bad("a length behind a fold that is none", OK + "Content-Length: 2\r\n 3\r\n\r\nok"),
                coding(""),
                coding("identity"),
                coding("gzip"),
                coding("gzip, chunked"),
                coding("chunked, gzip"),
                coding("chunked, chunked"),
                coding("xchunked"),
                coding("chunked;q=1"),
                bad("chunks twice", OK + CHUNKED + CHUNKED + CHUNKS),
                chunk("no size", "\r\nok\r\n0\r\n\r\n"),
                chunk("no number", "zz\r\nok\r\n0\r\n\r\n"),
                chunk("negative", "-1\r\nok\r\n0\r\n\r\n"),
                chunk("signed", "+2\r\nok\r\n0\r\n\r\n"),
                chunk("with a prefix", "0x2\r\nok\r\n0\r\n\r\n"),
                chunk("a blank first", " 2\r\nok\r\n0\r\n\r\n"),
                chunk("two sizes", "2 2\r\nok\r\n0\r\n\r\n"),
                chunk("too large", "f".repeat(17) + "\r\nok\r\n0\r\n\r\n"),
                chunk("too long a line", "2;" + "x".repeat(5000) + "\r\nok\r\n0\r\n\r\n"),
                chunk("a carriage return alone", "2;a\rb\r\nok\r\n0\r\n\r\n"),
                chunk("more than its size", "2\r\nokay\r\n0\r\n\r\n"),
                chunk("trailers without end", "2\r\nok\r\n0\r\n" + "X: y\r\n".repeat(20_000)));
    }

    private static List<Odd> cutShort() {
        return List.of(
                cut("cut in the status line", "HTTP/1.1 20"),
                cut("cut in a header", OK + "Content-Le"),
                cut("cut before the end of the head", OK + TWO),
                cut("cut before the body", OK + TWO + "\r\n"),
                cut("cut in the body", OK + TWO + "\r\no"),
                cut("cut in a chunk", OK + CHUNKED + "\r\n2\r\no"),
                cut("cut before the last chunk", OK + CHUNKED + "\r\n2\r\nok\r\n"),
                cut("cut before the end of the trailers", OK + CHUNKED + "\r\n2\r\nok\r\n0\r\n"),
                cut("cut behind an interim response", "HTTP/1.1 100 Continue\r\n\r\n"));
    }
}
