package dev.loadtest.cli.options;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A request as received by the target.
 *
 * @param connection number of the connection, from 0
 * @param target path and query as sent
 * @param version such as {@code HTTP/1.1}
 */
record Received(int connection, String method, String target, String version, List<Header> headers, byte[] body) {

    record Header(String name, String value) {}

    Received {
        headers = List.copyOf(headers);
    }

    /** Every value of a header; the name is case-insensitive. */
    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The only value of a header; empty if absent. */
    String header(String name) {
        return String.join(" AND ", all(name));
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    /** The decoded value of a query parameter; empty if absent. */
    String query(String name) {
        String[] halves = target.split("\\?", 2);
        return Arrays.stream(halves.length < 2 ? new String[0] : halves[1].split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> decoded(pair.length < 2 ? "" : pair[1]))
                .findFirst()
                .orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target + " with " + headers + " and " + body.length + " bytes";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
