package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ids that stand at the end of a Location header, such as that of {@code /orders/7f31}, and in a later request's path. A capture
 * keeps a header as a whole, so that such an id is not translated. Exchanges come in order. One thread.
 */
final class Locations {
    private static final int LEAST = 3;

    private final Set<String> ids = new HashSet<>();

    /** Adds the id of an exchange's Location, if it has one. */
    void answered(Exchange exchange) {
        exchange.responseHeaders().stream()
                .filter(header -> header.name().equalsIgnoreCase("Location"))
                .flatMap(header -> segments(header.value().split("[?#]", 2)[0]))
                .reduce((before, last) -> last)
                .filter(id -> id.length() >= LEAST && id.chars().anyMatch(Character::isDigit))
                .ifPresent(ids::add);
    }

    /**
     * Adds a note for each id that a request's path contains, once.
     *
     * @param path the template, where an id that a body gave is a reference
     */
    void noteUse(Exchange exchange, String path, List<String> notes) {
        segments(path)
                .filter(ids::remove)
                .forEach(
                        id -> notes.add(
                                exchange.method() + " " + path + ": " + id
                                        + " came in a Location header, of which a capture takes no part: capture it from a body, or replace it"));
    }

    private static Stream<String> segments(String path) {
        return Stream.of(path.split("/")).map(segment -> Query.decoded(segment.replace("+", "%2B")));
    }
}
