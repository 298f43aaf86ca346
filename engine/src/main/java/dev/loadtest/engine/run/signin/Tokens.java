package dev.loadtest.engine.run.signin;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.check.JsonValues;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.RequestSender;
import dev.loadtest.engine.run.transport.TokenRequests;
import dev.loadtest.engine.run.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one client, one valid at a time: fetches the first, another at 80 % of its life, and one where a request
 * was refused with the current one. At most one request for a token is under way, and they begin at least a second apart;
 * after failures the pauses double up to half a minute. Confined to the loop, except for {@link #lack}.
 */
public final class Tokens implements AutoCloseable {
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Loop loop;
    private final RequestSender endpoint;
    private final JsonValues json;
    private final String place;
    private final PreparedRequest request;
    private final List<String> secrets;
    /** For reasons: what connects to the endpoint may repeat what was sent. */
    private final SecretMask mask = new SecretMask();

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    private @Nullable Fetch fetch;
    private Loop.@Nullable Timer timer;
    private long timerNanos;

    private @Nullable String current;
    private long validUntilNanos;
    /** Whether a request with the current token was answered other than 401. */
    private boolean accepted;

    private long earliestNanos = Long.MIN_VALUE;
    private long pauseNanos = PAUSE_NANOS;
    private String failure = "";
    private long sent;
    private long failed;
    private boolean closed;
    private volatile String lack;

    /** Told once, on the loop, of a token or that there is none. */
    interface Waiter {

        /** @param value of the Authorization header */
        void granted(String value);

        void refused(String why);
    }

    /** @param endpoint sends to the token endpoint, used by nothing else */
    public Tokens(Auth.OAuth2 auth, Loop loop, RequestSender endpoint, Resources resources, JsonValues json) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.json = json;
        this.place = (auth.endpoint().https() ? "https://" : "http://")
                + auth.endpoint().authority()
                + auth.path();
        this.request = TokenCall.request(auth, resources);
        this.secrets = List.of(resources.secret(auth.clientSecret()), TokenCall.credentials(auth, resources));
        secrets.forEach(mask::add);
        this.lack = "no token from " + place + " yet";
    }

    /** Begins to fetch the first token, and goes on until there is one. */
    public void begin() {
        if (sent == 0 && !closed) {
            fetch();
        }
    }

    /** Completes on the loop with the first token. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Completes on the loop with the first answer, whatever it is; {@link #lack} says which. */
    public CompletionStage<Void> tried() {
        return tried;
    }

    /** Why there was no token so far; empty from the first one on. Any thread. */
    public String lack() {
        return lack;
    }

    public TokenRequests requests() {
        return new TokenRequests(sent, failed);
    }

    /** Passes on what must be masked: the client's secret, and each token before its first use. */
    public void onCredentials(Consumer<String> listener) {
        listeners.add(listener);
        secrets.forEach(listener);
        if (current != null) {
            listener.accept(current);
        }
    }

    /** The value of the Authorization header; null if there is no valid token now. */
    @Nullable
    String current() {
        return current != null && loop.nanos() < validUntilNanos ? current : null;
    }

    /** A request with this value was answered other than 401. */
    void accepted(String value) {
        accepted |= value.equals(current);
    }

    /**
     * Whether another token than one that was refused is at hand or worth fetching: a new one that has never been
     * accepted is not replaced at once, so that a target which refuses all causes no flood.
     */
    boolean mayReplace(String refused) {
        return !refused.equals(current) || accepted || fetch != null || loop.nanos() >= earliestNanos;
    }

    /** Gives a waiter another token than a refused one, fetched if necessary. */
    void replace(String refused, Waiter waiter) {
        String value = current();
        if (value != null && !value.equals(refused)) {
            waiter.granted(value);
        } else {
            await(waiter);
        }
    }

    /** Gives a waiter a valid token, where there is none now. */
    void await(Waiter waiter) {
        if (fetch == null && !failure.isEmpty() && loop.nanos() < earliestNanos) {
            waiter.refused(failure);
            return;
        }
        waiters.add(waiter);
        fetchAt(loop.nanos());
    }

    /** A waiter needs no token any more. */
    void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** No earlier than the pauses allow. */
    private void fetchAt(long nanos) {
        long at = Math.max(nanos, earliestNanos);
        if (fetch != null || closed || timer != null && timerNanos <= at) {
            return;
        }
        cancelTimer();
        if (at <= loop.nanos()) {
            fetch();
            return;
        }
        timerNanos = at;
        timer = loop.at(at, () -> {
            timer = null;
            fetch();
        });
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void fetch() {
        if (fetch != null || closed) {
            return;
        }
        cancelTimer();
        sent++;
        earliestNanos = loop.nanos() + PAUSE_NANOS;
        Fetch begun = new Fetch();
        fetch = begun;
        begun.begin();
    }

    private void ended(TokenCall.Answer answer) {
        fetch = null;
        switch (answer) {
            case TokenCall.Token token -> came(token);
            case TokenCall.Nothing nothing -> missed(nothing.why());
        }
        tried.complete(null);
    }

    private void came(TokenCall.Token token) {
        String value = "Bearer " + token.text();
        long now = loop.nanos();
        boolean endless = token.lifeNanos() == Long.MAX_VALUE;
        current = value;
        accepted = false;
        validUntilNanos = endless ? Long.MAX_VALUE : now + token.lifeNanos();
        failure = "";
        pauseNanos = PAUSE_NANOS;
        lack = "";
        // Before any use: what comes back may repeat it.
        listeners.forEach(listener -> listener.accept(value));
        if (!endless) {
            fetchAt(now + token.lifeNanos() / 5 * 4);
        }
        List<Waiter> served = List.copyOf(waiters);
        waiters.clear();
        served.forEach(waiter -> waiter.granted(value));
        ready.complete(null);
    }

    private void missed(String why) {
        failed++;
        failure = mask.mask("no token from " + place + ": " + why);
        if (!ready.isDone()) {
            lack = failure;
        }
        earliestNanos = Math.max(earliestNanos, loop.nanos() + pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
        fetchAt(earliestNanos);
        List<Waiter> served = List.copyOf(waiters);
        waiters.clear();
        served.forEach(waiter -> waiter.refused(failure));
    }

    /** Fetches no more; what waits for a token is not told any more. */
    @Override
    public void close() {
        closed = true;
        cancelTimer();
        waiters.clear();
        if (fetch != null) {
            fetch.cancel();
            fetch = null;
        }
    }

    /** A request for a token. */
    private final class Fetch implements Transport.Listener {
        private Transport.@Nullable Exchange exchange;
        private Loop.@Nullable Timer deadline;
        private boolean over;

        void begin() {
            deadline = loop.at(loop.nanos() + TIMEOUT_NANOS, () -> {
                cancel();
                ended(new TokenCall.Nothing("no answer within " + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NANOS) + "s"));
            });
            exchange = endpoint.send(request, TokenCall.MAX_BYTES, this);
        }

        void cancel() {
            over = true;
            if (deadline != null) {
                deadline.cancel();
            }
            if (exchange != null) {
                exchange.cancel();
            }
        }

        private boolean land() {
            boolean first = !over;
            over = true;
            if (deadline != null) {
                deadline.cancel();
            }
            return first;
        }

        @Override
        public void completed(Transport.Response response) {
            if (land()) {
                ended(TokenCall.read(response, json));
            }
        }

        /** The detail names the host at most. */
        @Override
        public void failed(ErrorCause cause, String detail) {
            if (land()) {
                ended(new TokenCall.Nothing(detail.isEmpty() ? cause.label() : cause.label() + ": " + detail));
            }
        }
    }
}
