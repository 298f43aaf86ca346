package dev.loadtest.worker.http;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.PreparedRequest.Content;
import dev.loadtest.engine.run.PreparedRequest.Empty;
import dev.loadtest.engine.run.PreparedRequest.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where a redirect leads, RFC 9110 section 15.4. */
final class Redirects {
    private static final Set<Integer> FOLLOWED = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> CHANGES_POST = Set.of(301, 302);

    /** All that goes to another origin: any other header may be a credential, whatever it is called. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-encoding", "accept-language", "content-type", "user-agent");

    private Redirects() {}

    static boolean isRedirect(int status) {
        return FOLLOWED.contains(status);
    }

    /** @throws Failure where the location is none, or may not be followed */
    static WebRequest follow(WebRequest from, int status, String location) throws Failure {
        URI to = resolve(from, location);
        Origin origin = originOf(to);
        if (from.origin().https() && !origin.https()) {
            throw refused("the redirect leads from https to http");
        }
        boolean withoutBody = status == 303 && !from.method().equals("HEAD")
                || CHANGES_POST.contains(status) && from.method().equals("POST");
        Content content = withoutBody ? new Empty() : from.content();
        List<Field> headers = origin.equals(from.origin())
                ? from.headers()
                : from.headers().stream().filter(Redirects::isHarmless).toList();
        return new WebRequest(origin, withoutBody ? "GET" : from.method(), targetOf(to), headers, content);
    }

    private static boolean isHarmless(Field field) {
        return HARMLESS.contains(field.name().toLowerCase(Locale.ROOT));
    }

    private static URI resolve(WebRequest from, String location) throws Failure {
        try {
            Origin origin = from.origin();
            String host = origin.host().contains(":") ? "[" + origin.host() + "]" : origin.host();
            String path = from.target().split("\\?", 2)[0];
            URI base = new URI((origin.https() ? "https://" : "http://") + host + ":" + origin.port() + path);
            // RFC 2396, by which java.net.URI resolves, would drop the last segment of the path.
            return location.startsWith("?") ? new URI(base + location) : base.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw refused("the redirect's location is no URL");
        }
    }

    private static Origin originOf(URI to) throws Failure {
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        String host = to.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("the redirect leads to neither http nor https");
        }
        if (host == null || host.isEmpty() || to.getRawUserInfo() != null) {
            throw refused("the redirect's location names no plain host");
        }
        boolean https = scheme.equals("https");
        int port = to.getPort() >= 0 ? to.getPort() : https ? 443 : 80;
        if (port < 1 || port > 65535) {
            throw refused("the redirect's location names no port that there is");
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(https, name, port);
    }

    private static String targetOf(URI to) {
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
    }

    private static Failure refused(String detail) {
        return new Failure(ErrorCause.REDIRECT, detail);
    }
}
