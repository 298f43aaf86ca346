package dev.loadtest.cli.draft.har;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The site of a recording: the hosts that share a domain with that of its first request. A domain is what two labels name, or
 * three below one such as {@code co.uk}: near enough without a list of public suffixes. Pure: no I/O.
 */
record Site(String domain) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");
    private static final int SHORT = 3;
    private static final int COUNTRY = 2;
    private static final int MAX_SHOWN = 10;

    static Site of(Exchange first) {
        return new Site(domain(first.url().host()));
    }

    private static String domain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        List<String> labels = List.of(name.split("\\."));
        int size = labels.size();
        if (size < 2 || ADDRESS.matcher(name).matches()) {
            return name;
        }
        boolean shared =
                labels.getLast().length() == COUNTRY && labels.get(size - 2).length() <= SHORT;
        return String.join(".", labels.subList(Math.max(0, size - (shared ? 3 : 2)), size));
    }

    boolean has(Exchange exchange) {
        return domain(exchange.url().host()).equals(domain);
    }

    /** A note about what is left out; empty if all are of this site. */
    String note(List<Exchange> exchanges) {
        List<Exchange> others =
                exchanges.stream().filter(exchange -> !has(exchange)).toList();
        TreeSet<String> hosts =
                others.stream().map(exchange -> exchange.url().host()).collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? ""
                : "left out: " + others.size() + " requests to other sites ("
                        + String.join(", ", hosts.stream().limit(MAX_SHOWN).toList())
                        + (hosts.size() > MAX_SHOWN ? " and more" : "")
                        + "), since load is sent only to what is yours; --all-hosts keeps them";
    }
}
