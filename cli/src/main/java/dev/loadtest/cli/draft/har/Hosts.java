package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hosts of a recording: that of its first request is the default target. */
final class Hosts {
    /** Maximum targets of a manifest beside the default one. */
    private static final int MAX_OTHERS = 10;

    private final String first;
    private final String name;
    private final Map<String, String> others;

    private Hosts(String first, String name, Map<String, String> others) {
        this.first = first;
        this.name = name;
        this.others = others;
    }

    static Hosts of(List<Exchange> exchanges) {
        String first = exchanges.getFirst().url().url();
        Names names = new Names(63, "target");
        names.unique("default");
        Map<String, String> others = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            String url = exchange.url().url();
            if (!url.equals(first) && !others.containsKey(url) && others.size() < MAX_OTHERS) {
                others.put(url, names.unique(exchange.url().host()));
            }
        }
        return new Hosts(first, exchanges.getFirst().url().host(), others);
    }

    String name() {
        return name;
    }

    String defaultUrl() {
        return first;
    }

    /** Whether it is one of the targets. */
    boolean has(String url) {
        return url.equals(first) || others.containsKey(url);
    }

    List<Draft.Target> targets() {
        return others.entrySet().stream()
                .map(other -> new Draft.Target(other.getValue(), other.getKey()))
                .toList();
    }

    /** The target's name; null for the default target. */
    @Nullable
    String target(String url) {
        return others.get(url);
    }

    List<String> notes() {
        return others.isEmpty()
                ? List.of()
                : List.of(
                        "the recording has " + (others.size() + 1)
                                + " hosts, each a target: send load only to those that are yours, and delete the other requests");
    }
}
