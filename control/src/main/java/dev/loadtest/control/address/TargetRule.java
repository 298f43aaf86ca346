package dev.loadtest.control.address;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One allowed target: {@code *.example.org}, {@code load.example.org:443}, {@code 10.1.0.0/16}, {@code 10.1.2.3:8080}
 * or {@code [fd00::/8]:443}. The same rule judges host and address together.
 */
public sealed interface TargetRule {

    /** The only port, 1 to 65535; empty for every port. */
    OptionalInt port();

    /** Whether the name of a host is allowed; some of its addresses may still be refused. */
    boolean allowsHost(String host);

    /** Whether an address is allowed under the name of a host. */
    boolean allowsAddress(String host, byte[] address, PublicAddresses everyone);

    default boolean allowsPort(int wanted) {
        return port().isEmpty() || port().getAsInt() == wanted;
    }

    /**
     * Hosts by name, at public addresses only: the owner of a name must not reach into the cluster with it.
     *
     * @param pattern in lower case; a leading {@code *.} stands for one or more labels
     */
    record Names(String pattern, OptionalInt port) implements TargetRule {
        private static final Pattern SYNTAX =
                Pattern.compile("(\\*\\.)?([a-z0-9_]([-a-z0-9_]*[a-z0-9_])?\\.)*" + "[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?");

        public Names {
            if (!SYNTAX.matcher(pattern).matches() || IpLiteral.looksNumeric(pattern)) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is not a host pattern such as *.example.org, an address or a CIDR");
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

    /** Addresses, under every name that leads to them. */
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

    /** @throws IllegalArgumentException if the entry is invalid; the message lists the valid forms */
    static TargetRule parse(String text) {
        Matcher parts = Syntax.WITH_PORT.matcher(text);
        boolean ported = parts.matches();
        String what = !ported ? text : parts.group(1) != null ? parts.group(1) : parts.group(2);
        OptionalInt port = ported ? OptionalInt.of(Syntax.port(text, parts.group(3))) : OptionalInt.empty();
        return what.contains("/") || IpLiteral.looksNumeric(what)
                ? new Block(Cidr.parse(what), port)
                : new Names(what.toLowerCase(Locale.ROOT), port);
    }

    /** The parts of an entry. */
    final class Syntax {
        /** An IPv6 block with a port needs brackets; without a colon none are needed. */
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
