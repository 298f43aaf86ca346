package dev.loadtest.engine.run.cookie;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Domains below which names belong to different owners, by the rules of publicsuffix.org: a name, {@code *.} for every name
 * one label below another, and {@code !} for an exception from that. A name without a dot is one by the implicit rule
 * {@code *}. Immutable.
 */
final class PublicSuffixes {
    private static final String LIST = "/org/publicsuffix/list/effective_tld_names.dat";

    private final Set<String> rules;

    private PublicSuffixes(Set<String> rules) {
        this.rules = rules;
    }

    /** @param lines of a list; of each the text before the first blank counts, unless it is a comment */
    static PublicSuffixes of(Stream<String> lines) {
        return new PublicSuffixes(lines.map(line -> line.strip().split("\\s", 2)[0])
                .filter(rule -> !rule.isEmpty() && !rule.startsWith("//"))
                .map(PublicSuffixes::encoded)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** The list that was current when this was built; read at the first call, which takes some ten milliseconds. */
    static PublicSuffixes known() {
        return Known.LIST;
    }

    private static final class Known {
        private static final PublicSuffixes LIST = read();
    }

    private static PublicSuffixes read() {
        InputStream in = PublicSuffixes.class.getResourceAsStream(LIST);
        if (in == null) {
            throw new IllegalStateException("the resource " + LIST + " is missing");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(reader.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hosts are compared in the encoding of the DNS. */
    private static String encoded(String rule) {
        if (rule.chars().allMatch(c -> c < 0x80)) {
            return rule;
        }
        String prefix = rule.startsWith("*.") ? "*." : rule.startsWith("!") ? "!" : "";
        // The list knows scripts that are younger than the tables of the JDK.
        return prefix + IDN.toASCII(rule.substring(prefix.length()), IDN.ALLOW_UNASSIGNED);
    }

    /** @param domain in lower case and the encoding of the DNS */
    boolean contains(String domain) {
        if (rules.contains("!" + domain)) {
            return false;
        }
        int dot = domain.indexOf('.');
        return dot < 0 || rules.contains(domain) || rules.contains("*" + domain.substring(dot));
    }
}
