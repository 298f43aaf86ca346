package dev.loadtest.engine.plan;

import java.util.List;

/** Authentication of requests without an Authorization header of their own. */
public sealed interface Auth {

    /** Basic authentication (RFC 7617). */
    record Basic(SecretRef userName, SecretRef password) implements Auth {}

    /**
     * Bearer tokens (RFC 6750) of OAuth2 client credentials (RFC 6749 section 4.4).
     *
     * @param endpoint where tokens are fetched
     * @param path of the token endpoint there; starts with {@code /}, percent-encoded
     * @param scopes empty for those that the endpoint gives
     * @param audience empty for none
     */
    record OAuth2(
            Target endpoint, String path, String clientId, SecretRef clientSecret, List<String> scopes, String audience)
            implements Auth {
        public OAuth2 {
            scopes = List.copyOf(scopes);
        }
    }
}
