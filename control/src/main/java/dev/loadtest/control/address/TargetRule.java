package dev.loadtest.control.address;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of what may be aimed at: {@code *.example.org}, {@code load.example.org:443}, {@code 10.1.0.0/16},
 * {@code 10.1.2.3:8080} or {@code [fd00::/8]:443}. A host and an address are judged by the same rule, together.
 */
public sealed interface TargetRule {

    /** The only port, 1 to 65535; empty for every port. */
    OptionalInt port();

    /** Whether a host may be aimed at as far as its name shows: some address of it may still be refused. */
    boolean allowsHost(String host);

    /** Whether an address may be connected to under the name of a host. */
    boolean allowsAddress(String host, byte[] address, PublicAddresses everyone);

    default boolean allowsPort(int wanted) {
        return port().isEmpty() || port().getAsInt() == wanted;
    }

    /**
     * Hosts by name, at public addresses only: who controls their names must not reach the cluster by them.
     *
     * @param pattern in lower case; a leading {@code *.} stands for one or more labels
     */
    record Names(String pattern, OptionalInt port) implements TargetRule {
        private static final Pattern SYNTAX =
                Pattern.compile("(\\*\\.)?([a-z0-9_]([-a-z0-9_]*[a-z0-9_])?\\.)*" + "[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?");

        public Names {
            if (!SYNTAX.matcher(pattern).matches() || IpLiteral.looksNumeric(pattern)) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is no host pattern such as *.example.org, no address and no CIDR");
            }
        }

        @Override
        public boolean allowsHost(String host) {
            String name = HostName.normal(host);
            return pattern.startsWith("*.")
                    ? name.endsWith(pattern.substring(1)) && name.length() > pattern.length() - 1
                    : name.equals(pattern);
        }

        @Override
        public boolean allowsAddress(String host, byte[] address, PublicAddresses everyone) {
            return allowsHost(host) && everyone.contains(address);
        }

        @Override
        public String toString() {
            return port.isPresent() ? pattern + ":" + port.getAsInt() : pattern;
        }
    }

    /** Addresses, and every name that leads to them. */
    record Block(Cidr cidr, OptionalInt port) implements TargetRule {

        @Override
        public boolean allowsHost(String host) {
            return IpLiteral.parse(host).map(cidr::contains).orElse(true);
        }

        @Override
        public boolean allowsAddress(String host, byte[] address, PublicAddresses everyone) {
            return cidr.contains(address);
        }

        @Override
        public String toString() {
            if (port.isEmpty()) {
                return cidr.toString();
            }
            return (cidr.isV4() ? cidr : "[" + cidr + "]") + ":" + port.getAsInt();
        }
    }

    /** A rule for one block at every port. */
    static Block at(Cidr cidr) {
        return new Block(cidr, OptionalInt.empty());
    }

    /** @throws IllegalArgumentException where it is none; the message says what it may be */
    static TargetRule parse(String text) {
        Matcher parts = Syntax.WITH_PORT.matcher(text);
        boolean ported = parts.matches();
        String what = !ported ? text : parts.group(1) != null ? parts.group(1) : parts.group(2);
        OptionalInt port = ported ? OptionalInt.of(Syntax.port(text, parts.group(3))) : OptionalInt.empty();
        return what.contains("/") || IpLiteral.looksNumeric(what)
                ? new Block(Cidr.parse(what), port)
                : new Names(what.toLowerCase(Locale.ROOT), port);
    }

    /** How an entry is divided. */
    final class Syntax {
        /** An IPv6 block with a port stands in brackets; one without colons needs none. */
        private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*)):(\\d{1,5})");

        private Syntax() {}

        private static int port(String text, String digits) {
            int port = Integer.parseInt(digits);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("\"" + text + "\" names no port from 1 to 65535");
            }
            return port;
        }
    }
}
