package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.TraceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rules for headers beyond their form. */
final class HeaderRules {
    /** Headers for framing or routing: written by the generator, or forbidden in HTTP/2. */
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "expect",
            "te",
            "trailer");

    private static final Set<String> WRITTEN_BY_FIELDS = Set.of("authorization", "content-type", "cookie");

    private static final Map<String, String> INSTEAD = Map.of(
            "host", "spec.target.host sets it",
            "connection", "spec.target.connection.maxRequests: 1 closes each connection behind its request");

    private HeaderRules() {}

    static void check(@Nullable List<HeaderSpec> headers, String path, Problems problems) {
        check(headers, header -> false, path, problems);
    }

    /** @param fields headers that set a field instead of being sent */
    static void check(
            @Nullable List<HeaderSpec> headers, Predicate<HeaderSpec> fields, String path, Problems problems) {
        Set<String> seen = new HashSet<>();
        Each.of(headers, path, (header, at) -> {
            checkName(header.name(), fields.test(header), seen, at + ".name", problems);
            if (header.value() != null && header.valueFrom() != null) {
                problems.add(at, "has value and valueFrom; a header has one of them");
            }
            if (header.value() == null && header.valueFrom() == null) {
                problems.missing(at, "has neither value nor valueFrom", "value", "valueFrom");
            }
        });
    }

    /** Only one of two headers of the same name would be sent. */
    private static void checkName(
            @Nullable String name, boolean field, Set<String> seen, String path, Problems problems) {
        if (name == null) {
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OWN.contains(lower) && !field) {
            problems.add(path, name + " is the generator's own; " + INSTEAD.getOrDefault(lower, "leave it out"));
        } else if (!seen.add(lower)) {
            problems.add(path, name + " stands above already; a header is sent once");
        }
    }

    /** A request that has the header of the trace context already would have it twice. */
    static void checkTrace(LoadTestSpec spec, Problems problems) {
        TraceSpec trace = spec.trace();
        if (trace == null) {
            return;
        }
        String header = Objects.requireNonNullElse(trace.header(), "traceparent");
        String lower = header.toLowerCase(Locale.ROOT);
        if (OWN.contains(lower) || WRITTEN_BY_FIELDS.contains(lower)) {
            problems.add("spec.trace.header", header + " is not free; traceparent is the usual one");
        }
        if (spec.target() != null) {
            checkFree(header, spec.target().headers(), "spec.target.headers", problems);
        }
        Each.of(
                spec.targets(),
                "spec.targets",
                (target, path) -> checkFree(header, target.headers(), path + ".headers", problems));
        Each.of(
                spec.requests(),
                "spec.requests",
                (request, path) -> checkFree(header, request.headers(), path + ".headers", problems));
    }

    private static void checkFree(String header, @Nullable List<HeaderSpec> headers, String path, Problems problems) {
        Each.of(headers, path, (given, at) -> {
            if (header.equalsIgnoreCase(given.name())) {
                problems.add(at + ".name", given.name() + " is sent by spec.trace; leave one of them out");
            }
        });
    }
}
