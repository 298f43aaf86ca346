package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.signin.Tokens;
import dev.loadtest.engine.run.transport.TokenRequests;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.body.JacksonValues;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.token.TokenEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The clients that a worker fetches tokens for, each once, however many targets have it. Any thread. */
public final class SignIns implements AutoCloseable {
    private final VertxLoop loop;
    private final AddressPolicy policy;
    private final Map<Auth.OAuth2, Client> clients = new LinkedHashMap<>();

    private record Client(Tokens tokens, TokenEndpoint endpoint) {}

    /** @param policy for the token endpoints */
    public SignIns(VertxLoop loop, AddressPolicy policy) {
        this.loop = loop;
        this.policy = policy;
    }

    /**
     * The tokens of a client, which begin to be fetched with the first call. May block to read certificates.
     *
     * @throws IllegalArgumentException if an authority, a client certificate or its key is not PEM
     */
    public Tokens tokens(Auth.OAuth2 auth, Resources resources) {
        synchronized (clients) {
            Client known = clients.get(auth);
            if (known != null) {
                return known.tokens();
            }
            TokenEndpoint endpoint = TokenEndpoint.open(loop, auth.endpoint(), resources, policy);
            Tokens tokens = new Tokens(auth, loop, endpoint, resources, new JacksonValues());
            clients.put(auth, new Client(tokens, endpoint));
            loop.execute(tokens::begin);
            return tokens;
        }
    }

    private List<Client> all() {
        synchronized (clients) {
            return new ArrayList<>(clients.values());
        }
    }

    /** Why clients have had no token yet, a sentence each. */
    public List<String> lacking() {
        return all().stream()
                .map(client -> client.tokens().lack())
                .filter(lack -> !lack.isEmpty())
                .toList();
    }

    /** Completes when each client has had a token. */
    public CompletionStage<Void> ready() {
        return all(Tokens::ready);
    }

    /** Completes when each client's first request for a token was answered. */
    public CompletionStage<Void> tried() {
        return all(Tokens::tried);
    }

    private CompletionStage<Void> all(Function<Tokens, CompletionStage<Void>> stage) {
        return CompletableFuture.allOf(all().stream()
                .map(client -> stage.apply(client.tokens()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** On the loop. */
    TokenRequests requests() {
        return all().stream().map(client -> client.tokens().requests()).reduce(TokenRequests.NONE, TokenRequests::and);
    }

    /** On the loop. */
    void onCredentials(Consumer<String> listener) {
        all().forEach(client -> client.tokens().onCredentials(listener));
    }

    /** Fetches no more tokens. */
    @Override
    public void close() {
        all().forEach(client -> {
            loop.execute(client.tokens()::close);
            client.endpoint().close();
        });
    }
}
