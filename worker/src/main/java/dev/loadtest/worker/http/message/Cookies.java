package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the cookies of a journey with the origins of its requests, those of redirects included. A cookie's host is the one
 * that requests name, not the address of a virtual host.
 */
public final class Cookies {
    private Cookies() {}

    /**
     * The value of a request's Cookie header; empty for none.
     *
     * @param jar null for a request outside a journey
     */
    public static String header(@Nullable CookieJar jar, Origin origin, String target) {
        return jar == null ? "" : jar.header(origin.https(), origin.called().host(), target);
    }

    /** Stores the cookies that a response sets. */
    public static void received(@Nullable CookieJar jar, Origin origin, String target, Transport.Headers headers) {
        if (jar != null) {
            jar.received(
                    headers.all("set-cookie"), origin.https(), origin.called().host(), target);
        }
    }
}
