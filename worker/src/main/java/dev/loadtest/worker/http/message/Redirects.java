package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The request for a redirect (RFC 9110 section 15.4). */
public final class Redirects {
    private static final Set<Integer> FOLLOWED = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> CHANGES_POST = Set.of(301, 302);

    /** Headers sent to another origin: any other may be a credential. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-encoding", "accept-language", "content-type", "user-agent");

    private Redirects() {}

    public static boolean isRedirect(int status) {
        return FOLLOWED.contains(status);
    }

    /**
     * The next request.
     *
     * @param target the target, which a location may name by its alias
     * @throws Failure if the location is invalid, or must not be followed
     */
    public static WebRequest follow(WebRequest from, int status, String location, Origin target) throws Failure {
        Location to = Location.resolve(from.origin(), from.target(), location);
        Origin origin = target.isNamedBy(to.origin()) ? target : to.origin();
        if (from.origin().https() && !origin.https()) {
            throw new Failure(ErrorCause.REDIRECT, "the redirect leads from https to http");
        }
        boolean withoutBody = status == 303 && !from.method().equals("HEAD")
                || CHANGES_POST.contains(status) && from.method().equals("POST");
        Content content = withoutBody ? new Empty() : from.content();
        List<Field> headers = origin.equals(from.origin())
                ? from.headers()
                : from.headers().stream().filter(Redirects::isHarmless).toList();
        return new WebRequest(origin, withoutBody ? "GET" : from.method(), to.target(), headers, content);
    }

    private static boolean isHarmless(Field field) {
        return HARMLESS.contains(field.name().toLowerCase(Locale.ROOT));
    }
}
