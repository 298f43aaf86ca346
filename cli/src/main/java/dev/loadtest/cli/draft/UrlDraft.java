package dev.loadtest.cli.draft;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A draft out of a URL. Pure: no I/O. */
public final class UrlDraft {
    private UrlDraft() {}

    /** @throws Undraftable if it is no http or https URL */
    public static Draft of(String url) throws Undraftable {
        Origin origin = origin(url);
        List<String> notes = new ArrayList<>();
        if (origin.credentials()) {
            notes.add("user and password of the URL were left out: spec.target.auth.basic sends them, from files or a"
                    + " Secret");
        }
        String last = origin.path().replaceFirst("/+$", "");
        String name = new Names(40, "home").of(last.substring(last.lastIndexOf('/') + 1));
        return new Draft(
                new Names(40, "loadtest").of(URI.create(origin.url()).getHost()),
                "A check of " + origin.url() + origin.path() + ", and a rate.",
                origin.url(),
                List.of(),
                List.of(DraftRequest.get(name, Text.path(origin.path()), Query.fields(origin.query()))),
                List.of(),
                notes);
    }

    /**
     * An address in parts.
     *
     * @param url scheme, host and port
     * @param path starts with a slash; as it was written
     * @param query as it was written, without the question mark; may be empty
     * @param credentials whether the URL contained user info
     */
    public record Origin(String url, String path, String query, boolean credentials) {}

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
        if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
            throw new Undraftable("not a URL that starts with http:// or https:// and a host");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new Origin(scheme + "://" + uri.getHost() + port, path, query, uri.getRawUserInfo() != null);
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
