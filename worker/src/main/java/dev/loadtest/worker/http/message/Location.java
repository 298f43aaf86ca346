package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import io.netty.util.NetUtil;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The destination of a Location header, a reference resolved by RFC 3986 section 5. Characters invalid in a URL, such
 * as blanks, braces and bytes beyond ASCII, are percent-encoded as in browsers; a fragment is dropped, since it is
 * never sent.
 *
 * @param target path and query, percent-encoded
 */
record Location(Origin origin, String target) {
    /** RFC 3986 appendix B: scheme, authority, path, query. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern PORT = Pattern.compile("0*([0-9]{1,5})");
    /** Characters of path and query, besides letters and digits, that need no encoding. */
    private static final String STANDS = "-._~!$&'()*+,;=:@/?";

    /**
     * Resolves a reference.
     *
     * @param target path and query of the request that it answers
     * @param reference as in the header, one character a byte
     * @throws Failure if it has no valid destination
     */
    static Location resolve(Origin origin, String target, String reference) throws Failure {
        Matcher parts = REFERENCE.matcher(trimmed(reference));
        if (!parts.matches()) {
            throw refused("the redirect's location is no URL");
        }
        String scheme = parts.group(1);
        String authority = parts.group(2);
        String path = parts.group(3);
        String query = parts.group(4);
        boolean https = scheme == null ? origin.https() : isHttps(scheme);
        if (authority == null && https != origin.https()) {
            throw noHost();
        }
        Origin to = authority == null ? origin : origin(https, authority);
        String[] base = target.split("\\?", 2);
        if (authority == null && path.isEmpty()) {
            path = base[0];
            query = query == null && base.length > 1 ? base[1] : query;
        } else if (authority == null && !path.startsWith("/")) {
            path = base[0].substring(0, base[0].lastIndexOf('/') + 1) + path;
        }
        String found = encoded(withoutDots(path));
        return new Location(to, query == null ? found : found + "?" + encoded(query));
    }

    private static String trimmed(String reference) {
        int from = 0;
        int to = reference.length();
        while (from < to && reference.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && reference.charAt(to - 1) <= ' ') {
            to--;
        }
        return reference.substring(from, to);
    }

    private static boolean isHttps(String scheme) throws Failure {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> false;
            case "https" -> true;
            default -> throw refused("the redirect leads to neither http nor https");
        };
    }

    private static Origin origin(boolean https, String authority) throws Failure {
        int bracket = authority.indexOf(']');
        int colon = authority.indexOf(':', bracket + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        return new Origin(https, host(host), port.isEmpty() ? https ? 443 : 80 : port(port));
    }

    private static String host(String text) throws Failure {
        if (text.startsWith("[") && text.endsWith("]")) {
            String address = text.substring(1, text.length() - 1);
            if (address.contains("%") || !NetUtil.isValidIpV6Address(address)) {
                throw noHost();
            }
            return address;
        }
        String host = text.chars().allMatch(c -> c < 0x80) ? text : ascii(text);
        if (!HOST.matcher(host).matches()) {
            throw noHost();
        }
        return host;
    }

    /** A name beyond ASCII, received as UTF-8, in the form for resolvers. */
    private static String ascii(String host) throws Failure {
        try {
            return IDN.toASCII(
                    new String(host.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw noHost();
        }
    }

    private static int port(String text) throws Failure {
        Matcher digits = PORT.matcher(text);
        int port = digits.matches() ? Integer.parseInt(digits.group(1)) : 0;
        if (port < 1 || port > 65535) {
            throw refused("the redirect's location names no port that there is");
        }
        return port;
    }

    /** RFC 3986 section 5.2.4; segments above the root stay at it. */
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean up = segments[i].equals("..");
            boolean dots = up || segments[i].equals(".");
            if (up && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!dots) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (stands(c) || c == '%' && isHex(text, i + 1) && isHex(text, i + 2)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", c & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean stands(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || STANDS.indexOf(c) >= 0;
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static Failure noHost() {
        return refused("the redirect's location names no plain host");
    }

    private static Failure refused(String detail) {
        return new Failure(ErrorCause.REDIRECT, detail);
    }
}
