package dev.loadtest.control.message;

import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.plan.Auth;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The clients that a worker fetches tokens for before it knows its plan. Their secrets are references. */
public record SignInSettings(List<Auth.OAuth2> clients) {
    private static final int MAX_BYTES = 256 << 10;

    public SignInSettings {
        clients = List.copyOf(clients);
    }

    /** As JSON, for an environment variable: without the dollar, with which Kubernetes begins references there. */
    public String text() {
        return new String(ControlJson.write(this), StandardCharsets.UTF_8).replace("$", "\\u0024");
    }

    /**
     * The clients of a text, none of an empty one.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static List<Auth.OAuth2> read(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return ControlJson.read(text.getBytes(StandardCharsets.UTF_8), SignInSettings.class, MAX_BYTES)
                    .clients();
        } catch (BadMessageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
