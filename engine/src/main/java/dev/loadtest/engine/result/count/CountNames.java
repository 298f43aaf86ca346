package dev.loadtest.engine.result.count;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Names and order of the numbers of the books, for everything that shows them: planned = sent + notSent, and sent is the
 * sum of the numbers after these.
 */
public enum CountNames {
    REQUESTS("sent", "notSent", "succeeded", "errors"),
    /** A complete response that does not meet its expectation fails the journey, so nothing is unexpected. */
    JOURNEYS("begun", "notBegun", "completed", "failed");

    private final String sent;
    private final String notSent;
    private final String succeeded;
    private final String errors;

    CountNames(String sent, String notSent, String succeeded, String errors) {
        this.sent = sent;
        this.notSent = notSent;
        this.succeeded = succeeded;
        this.errors = errors;
    }

    /** Planned, sent and not sent; then the outcomes of what was sent. */
    public List<NamedCount> of(Counts counts) {
        return Stream.concat(planned(counts).stream(), outcomes(counts).stream())
                .toList();
    }

    /** Planned, sent and not sent. */
    public List<NamedCount> planned(Counts counts) {
        return List.of(
                usual("planned", counts.planned()), usual(sent, counts.sent()), divided(notSent, counts.notSent()));
    }

    /** The outcomes of what was sent. */
    public List<NamedCount> outcomes(Counts counts) {
        Stream<NamedCount> unexpected =
                this == JOURNEYS ? Stream.of() : Stream.of(unusual("unexpected", counts.unexpected()));
        return Stream.of(
                        Stream.of(usual(succeeded, counts.succeeded())),
                        unexpected,
                        Stream.of(
                                divided(errors, counts.errors()),
                                unusual("timeouts", counts.timeouts()),
                                unusual("unresolved", counts.unresolved())))
                .flatMap(part -> part)
                .toList();
    }

    private static NamedCount usual(String name, long total) {
        return new NamedCount(name, true, total, null);
    }

    private static NamedCount unusual(String name, long total) {
        return new NamedCount(name, false, total, null);
    }

    private static NamedCount divided(String name, Map<String, Long> parts) {
        return new NamedCount(name, false, Counts.total(parts), parts);
    }
}
