package dev.loadtest.engine.run.transport;

/**
 * Requests of a worker for OAuth2 tokens, which are in no books.
 *
 * @param failed those that brought no token
 */
public record TokenRequests(long sent, long failed) {
    public static final TokenRequests NONE = new TokenRequests(0, 0);

    public TokenRequests and(TokenRequests more) {
        return new TokenRequests(sent + more.sent, failed + more.failed);
    }
}
