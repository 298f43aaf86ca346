package dev.loadtest.crds.syntax;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where the load goes.
 *
 * @param host IPv6 addresses without brackets
 * @param basePath empty, or starts with {@code /} and does not end with it; percent-encoded as written
 */
public record TargetUrl(boolean https, String host, int port, String basePath) {

    /**
     * Reads an absolute http or https URL.
     *
     * @throws IllegalArgumentException where it is none, or holds what a target cannot have
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
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no valid host and port");
        }
        boolean https = scheme.equals("https");
        int port = uri.getPort() == -1 ? (https ? 443 : 80) : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("names port " + port + ", which is not in 1 to 65535");
        }
        return new TargetUrl(https, host(uri), port, uri.getRawPath().replaceAll("/+$", ""));
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

    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
