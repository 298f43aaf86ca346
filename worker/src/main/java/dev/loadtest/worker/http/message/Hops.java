package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import org.jspecify.annotations.Nullable;

/** The redirects that one request follows, over any version of HTTP. Confined to the loop. */
public final class Hops {
    private final PreparedRequest prepared;
    private final Origin target;
    private @Nullable WebRequest now;
    private int followed;

    /** @param target where the request itself is sent */
    public Hops(PreparedRequest prepared, Origin target) {
        this.prepared = prepared;
        this.target = target;
    }

    /** Destination of the current request. */
    public Origin origin() {
        WebRequest at = now;
        return at == null ? target : at.origin();
    }

    /** Destination of the current request; null before the first redirect. */
    public @Nullable Origin redirectedTo() {
        WebRequest at = now;
        return at == null ? null : at.origin();
    }

    /** Keeps the cookies of a response to the current request. */
    public void keepCookies(Transport.Response response) {
        WebRequest at = now;
        String path = at == null ? prepared.target() : at.target();
        Cookies.received(prepared.cookies(), origin(), path, response.headers());
    }

    /** Where a response redirects to; null for one that ends the request. */
    public @Nullable String location(Transport.Response response) {
        return prepared.followRedirects() > 0 && Redirects.isRedirect(response.status())
                ? response.headers().first("location")
                : null;
    }

    /**
     * The next request, which is the current one from now on.
     *
     * @throws Failure if it cannot or may not be followed
     */
    public WebRequest follow(int status, String location) throws Failure {
        if (++followed > prepared.followRedirects()) {
            throw new Failure(ErrorCause.REDIRECT, "more than " + prepared.followRedirects() + " redirects");
        }
        WebRequest from = now != null ? now : WebRequest.of(prepared, target);
        WebRequest to = Redirects.follow(from, status, location, target);
        now = to;
        return to;
    }

    /** The Cookie header of a request; empty for none. */
    public String cookies(WebRequest to) {
        return Cookies.header(prepared.cookies(), to.origin(), to.target());
    }
}
