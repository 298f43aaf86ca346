package dev.loadtest.control.address;

import java.util.Locale;

/** Normal form of host names for comparison. */
public final class HostName {
    private HostName() {}

    /** Lower case, without a trailing dot. */
    public static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
