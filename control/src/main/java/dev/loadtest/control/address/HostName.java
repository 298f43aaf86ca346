package dev.loadtest.control.address;

import java.util.Locale;

/** Names of hosts as they are compared. */
public final class HostName {
    private HostName() {}

    /** In lower case, without the dot that ends a fully qualified one. */
    public static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
