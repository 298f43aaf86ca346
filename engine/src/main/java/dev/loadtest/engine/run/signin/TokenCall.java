package dev.loadtest.engine.run.signin;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.run.check.JsonValues;
import dev.loadtest.engine.run.check.Reading;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Transport;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The request for a token and what its response means (RFC 6749 sections 4.4 and 5). The client proves itself by basic
 * authentication, which every token endpoint must know (section 2.3.1). Pure.
 */
final class TokenCall {
    /** Bytes of a response that are read. */
    static final int MAX_BYTES = 64 << 10;

    private static final int MAX_TOKEN = 16 << 10;
    /** Characters of RFC 6750 section 2.1, and those of other tokens that a header can carry. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private static final long MAX_LIFE_SECONDS = TimeUnit.DAYS.toSeconds(365);
    /** Error codes that are repeated in messages: other texts of the endpoint may hold anything. */
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "invalid_target",
            "access_denied",
            "server_error",
            "temporarily_unavailable");

    private TokenCall() {}

    /** What came back. */
    sealed interface Answer {}

    /** @param lifeNanos how long it is valid, above 0; {@link Long#MAX_VALUE} if the endpoint does not say */
    record Token(String text, long lifeNanos) implements Answer {
        /** Hides the token from logs. */
        @Override
        public String toString() {
            return "Token[lifeNanos=" + lifeNanos + "]";
        }
    }

    /** @param why a clause without a text of the endpoint */
    record Nothing(String why) implements Answer {}

    static PreparedRequest request(Auth.OAuth2 auth, Resources resources) {
        List<String> fields = new ArrayList<>(List.of("grant_type=client_credentials"));
        if (!auth.scopes().isEmpty()) {
            fields.add("scope=" + encoded(String.join(" ", auth.scopes())));
        }
        if (!auth.audience().isEmpty()) {
            fields.add("audience=" + encoded(auth.audience()));
        }
        return new PreparedRequest(
                "POST",
                auth.path(),
                List.of(
                        new Field("Authorization", credentials(auth, resources)),
                        new Field("Accept", "application/json")),
                new PreparedRequest.Bytes(
                        String.join("&", fields).getBytes(StandardCharsets.US_ASCII),
                        "application/x-www-form-urlencoded"),
                0);
    }

    /** Both parts are encoded as form fields first. */
    static String credentials(Auth.OAuth2 auth, Resources resources) {
        String pair = encoded(auth.clientId()) + ":" + encoded(resources.secret(auth.clientSecret()));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Answer read(Transport.Response response, JsonValues json) {
        if (response.status() != 200) {
            return new Nothing("it answered " + response.status() + error(response, json));
        }
        if (!(json.at(response.body(), "/access_token") instanceof Reading.Value token)) {
            return new Nothing("its answer holds no access_token");
        }
        if (token.text().length() > MAX_TOKEN || !TOKEN.matcher(token.text()).matches()) {
            return new Nothing("no header can carry its access_token");
        }
        if (json.at(response.body(), "/token_type") instanceof Reading.Value type
                && !type.text().equalsIgnoreCase("Bearer")) {
            return new Nothing("its token is of another type than Bearer");
        }
        return json.at(response.body(), "/expires_in") instanceof Reading.Value life
                ? withLife(token.text(), life.text())
                : new Token(token.text(), Long.MAX_VALUE);
    }

    private static Answer withLife(String token, String seconds) {
        try {
            BigDecimal life = new BigDecimal(seconds);
            if (life.signum() > 0) {
                BigDecimal nanos =
                        life.min(BigDecimal.valueOf(MAX_LIFE_SECONDS)).movePointRight(9);
                return new Token(token, Math.max(1, nanos.longValue()));
            }
        } catch (NumberFormatException e) {
            // As one that is not above 0.
        }
        return new Nothing("its expires_in is no number of seconds above 0");
    }

    private static String error(Transport.Response response, JsonValues json) {
        return json.at(response.body(), "/error") instanceof Reading.Value code && ERRORS.contains(code.text())
                ? " (" + code.text() + ")"
                : "";
    }
}
