package dev.loadtest.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An API behind OAuth2 client credentials, and its token endpoint. The client {@value #CLIENT} has the secret
 * {@value #SECRET}. A token names its end and proves itself by a hash; it lives for a minute, of the scope
 * {@value #BRIEF} for two seconds, unless all are revoked before.
 */
final class OrderEndpoints {
    static final String CLIENT = "loadtest";
    static final String SECRET = "demo-secret";
    static final String BRIEF = "brief";

    private static final long LIFE_SECONDS = 60;
    private static final long BRIEF_SECONDS = 2;

    private final Behaviour behaviour;
    private final long seed;
    private final LongSupplier nanoClock;
    private long revocations;

    OrderEndpoints(PlotServiceOptions options, Behaviour behaviour, LongSupplier nanoClock) {
        this.behaviour = behaviour;
        this.seed = options.seed();
        this.nanoClock = nanoClock;
    }

    /** RFC 6749 section 4.4. */
    Reply token(@Nullable String authorization, ReceivedBody body) {
        Map<String, String> form = FormFields.of(body);
        if (!isClient(authorization)) {
            return Reply.refused(401, "invalid_client");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return Reply.refused(400, "unsupported_grant_type");
        }
        if (behaviour.fails(Operation.LOGIN)) {
            return Reply.failed(Operation.LOGIN);
        }
        boolean brief = List.of(form.getOrDefault("scope", "").split(" ")).contains(BRIEF);
        long life = brief ? BRIEF_SECONDS : LIFE_SECONDS;
        String end = Long.toString(nowMillis() + TimeUnit.SECONDS.toMillis(life));
        return Reply.json(
                Operation.LOGIN,
                200,
                Map.of("access_token", end + "." + proof(end), "token_type", "Bearer", "expires_in", life));
    }

    Reply orders(@Nullable String authorization) {
        if (!isSignedIn(authorization)) {
            return Reply.refused(401, "a valid token is needed")
                    .withHeader("www-authenticate", "Bearer error=\"invalid_token\"");
        }
        return behaviour.fails(Operation.ITEMS)
                ? Reply.failed(Operation.ITEMS)
                : Reply.json(Operation.ITEMS, 200, Map.of("orders", List.of(Map.of("id", 1, "total", 250))));
    }

    /** Makes every token that was given out invalid. */
    void revoke() {
        revocations++;
    }

    private static boolean isClient(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return false;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2
                    && FormFields.decoded(parts[0]).equals(CLIENT)
                    && FormFields.decoded(parts[1]).equals(SECRET);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean isSignedIn(@Nullable String authorization) {
        if (authorization == null || !authorization.matches("Bearer \\d{1,18}\\.[0-9a-f]{32}")) {
            return false;
        }
        String[] parts = authorization.substring("Bearer ".length()).split("\\.");
        return parts[1].equals(proof(parts[0])) && Long.parseLong(parts[0]) > nowMillis();
    }

    /** Of a clock with any origin, shifted to be positive. */
    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong()) + (1L << 50);
    }

    private String proof(String end) {
        return Sha256.of(seed + " token " + revocations + " " + end).substring(0, 32);
    }
}
