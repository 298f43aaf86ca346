package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.Auth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values of an Authorization header. Pure. */
public final class Credentials {
    private Credentials() {}

    /** RFC 7617, in UTF-8. */
    public static String basic(Auth.Basic basic, Resources resources) {
        String pair = resources.secret(basic.userName()) + ":" + resources.secret(basic.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
