package dev.loadtest.crds.syntax;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of the target's URL.
 *
 * @param host IPv6 addresses without brackets
 * @param basePath empty, or starts with {@code /} and does not end with it; percent-encoded as written
 */
public record TargetUrl(boolean https, String host, int port, String basePath) {
    private static final int MAX_NAME = 253;

    /**
     * Reads an absolute http or https URL.
     *
     * @throws IllegalArgumentException if it is invalid or has parts that a target cannot have
     */
    public static TargetUrl parse(String text) {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must start with http:// or https://");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new IllegalArgumentException(
                    "must not hold a user or password; put credentials into a header with valueFrom");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a query or fragment; queries belong to the requests");
        }
        HostAndPort at = HostAndPort.of(uri);
        boolean https = scheme.equals("https");
        int port = at.port() == -1 ? (https ? 443 : 80) : at.port();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("names port " + port + ", which is not in 1 to 65535");
        }
        return new TargetUrl(https, at.host(), port, uri.getRawPath().replaceAll("/+$", ""));
    }

    /** @param port -1 if absent */
    private record HostAndPort(String host, int port) {
        /** Hosts that java.net.URI rejects: names in Compose, hosts files and many networks contain underscores. */
        private static final Pattern WITH_UNDERSCORE = Pattern.compile(
                "(?=[^:]*_)((?:[A-Za-z0-9_](?:[-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\\.)*(?=[^.:]*[A-Za-z_])[A-Za-z0-9_](?:[-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\\.?)(?::(\\d{0,5}))?");

        static HostAndPort of(URI uri) {
            String host = uri.getHost();
            if (host != null) {
                return new HostAndPort(
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
            }
            String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            Matcher named = WITH_UNDERSCORE.matcher(authority);
            if (!named.matches() || named.group(1).length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "names no valid host and port (a host is letters, digits, \"-\", \"_\" and \".\", or an address)");
            }
            String port = named.group(2);
            return new HostAndPort(named.group(1), port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
        }
    }

    private static URI uri(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("cannot hold ${…}; requests' paths and queries can");
        }
        try {
            URI uri = new URI(text);
            if (!uri.toASCIIString().equals(text)) {
                throw new IllegalArgumentException("must be written in ASCII (hosts as xn--…, paths percent-encoded)");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "is not a URL: " + e.getReason() + " at column " + (e.getIndex() + 1), e);
        }
    }
}
