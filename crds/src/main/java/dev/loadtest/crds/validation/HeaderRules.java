package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.HeaderSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a header must be, beyond its form. */
final class HeaderRules {
    /** These say how a message is framed or routed: the generator writes them itself, or HTTP/2 forbids them. */
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

    private HeaderRules() {}

    static void check(@Nullable List<HeaderSpec> headers, String path, Problems problems) {
        Each.of(headers, path, (header, at) -> {
            if (header.name() != null && OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                problems.add(at + ".name", header.name() + " is the generator's own; leave it out");
            }
            if (header.value() != null && header.valueFrom() != null) {
                problems.add(at, "has value and valueFrom; a header has one of them");
            }
            if (header.value() == null && header.valueFrom() == null) {
                problems.missing(at, "has neither value nor valueFrom");
            }
        });
    }
}
