package dev.loadtest.cli.draft;

import dev.loadtest.cli.draft.DraftRequest.Field;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A draft out of a URL. Pure: no I/O. */
public final class UrlDraft {
    /** A name, perhaps with underscores, or an address; and perhaps a port. */
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9_][-A-Za-z0-9_.]*|\\[[0-9A-Fa-f:.]+])(?::([0-9]{0,5}))?");

    private UrlDraft() {}

    /** @throws Undraftable if it is no http or https URL */
    public static Draft of(String url) throws Undraftable {
        Origin origin = origin(url);
        List<String> notes = new ArrayList<>();
        if (origin.credentials()) {
            notes.add("user and password of the URL were left out: spec.target.auth.basic sends them, from files or a"
                    + " Secret");
        }
        Secrets secrets = new Secrets();
        List<Field> query = Query.plain(origin.query()).stream()
                .map(field -> new Field(
                        field.name(),
                        Secrets.isSecret(field.name(), field.value())
                                ? secrets.template(field.name(), field.value())
                                : Text.literal(field.value())))
                .toList();
        if (!secrets.used().isEmpty()) {
            notes.add("credentials of the URL are not written here; set these variables of the environment: "
                    + String.join(", ", secrets.used()));
        }
        String last = origin.path().replaceFirst("/+$", "");
        String name = new Names(40, "home").of(Query.decoded(last.substring(last.lastIndexOf('/') + 1)));
        return new Draft(
                new Names(40, "loadtest").of(origin.host()),
                "A check of " + origin.url() + origin.path() + ", and a rate.",
                origin.url(),
                List.of(),
                List.of(DraftRequest.get(name, Text.path(origin.path()), query)),
                List.of(),
                notes);
    }

    /**
     * An address in parts.
     *
     * @param url scheme, host and port
     * @param host in ASCII; an IPv6 address in brackets
     * @param path starts with a slash; as it was written
     * @param query as it was written, without the question mark; may be empty
     * @param credentials whether the URL contained user info
     */
    public record Origin(String url, String host, String path, String query, boolean credentials) {}

    /** @throws Undraftable if it is no http or https URL of a host */
    public static Origin origin(String text) throws Undraftable {
        URI uri;
        try {
            int end = text.indexOf('#');
            uri = new URI(encoded(end < 0 ? text : text.substring(0, end)));
        } catch (URISyntaxException e) {
            throw new Undraftable("not a URL: " + e.getReason());
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int user = authority.lastIndexOf('@');
        Matcher at = AUTHORITY.matcher(ascii(authority.substring(user + 1)));
        if ((!scheme.equals("http") && !scheme.equals("https")) || !at.matches()) {
            throw new Undraftable("not a URL that starts with http:// or https:// and a host");
        }
        String port = at.group(2) == null || at.group(2).isEmpty() ? "" : ":" + at.group(2);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new Origin(scheme + "://" + at.group(1) + port, at.group(1), path, query, user >= 0);
    }

    /** Hosts of other scripts as DNS has them; as it stands what is none. */
    private static String ascii(String hostAndPort) {
        if (hostAndPort.chars().allMatch(c -> c < 0x80)) {
            return hostAndPort;
        }
        int colon = hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        try {
            return IDN.toASCII(host) + (colon < 0 ? "" : hostAndPort.substring(colon));
        } catch (IllegalArgumentException noHost) {
            return hostAndPort;
        }
    }

    /** The URL with characters encoded that browsers send and {@code URI} refuses. */
    private static String encoded(String url) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if ("\"<>\\^`{|}".indexOf(c) >= 0 || Character.isISOControl(c) || Character.isSpaceChar(c)) {
                for (byte octet : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append("%%%02X".formatted(octet & 0xff));
                }
            } else if (c == '%'
                    && !url.substring(i, Math.min(url.length(), i + 3)).matches("%[0-9A-Fa-f]{2}")) {
                text.append("%25");
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
