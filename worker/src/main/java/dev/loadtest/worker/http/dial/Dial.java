package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection within one deadline: resolves the name, and tries its addresses until one answers. A failed
 * address starts the next one at once, a silent one after a delay (RFC 8305 section 5). The first address that answers
 * is kept, the other attempts are closed. The owner is notified once, never within the constructor; never after {@link
 * #cancel()}.
 */
public final class Dial<C> {
    public static final int TIMEOUT_SECONDS = 10;
    /** Delay between attempts, as RFC 8305 section 8 recommends. */
    static final long ATTEMPT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final String WITHIN = " within " + TIMEOUT_SECONDS + " s";

    /** Finds the addresses of a host. */
    public interface Resolver {

        /** @param found called on the loop */
        void find(Origin origin, Found found);
    }

    /** Receives the addresses of a host as its families are resolved. */
    public interface Found {

        /** @param last whether no more addresses follow */
        void addresses(List<InetSocketAddress> inOrder, boolean last);

        /** There is no allowed address; nothing follows. */
        void none(Failure failure);
    }

    /** Opens a connection to an address. */
    public interface Opener<C> {

        /** @return cancels the attempt; the opener closes a connection that opens nevertheless */
        Runnable open(InetSocketAddress address, Opened<C> opened);
    }

    /** Notified once of the end of an attempt. */
    public interface Opened<C> {

        /** The address has answered: only the TLS handshake remains. */
        void reached();

        void connected(C connection);

        void failed(Failure failure);
    }

    /** Notified once of the end. */
    public interface Owner<C> {

        /** @param nanos duration of the opening; {@link #NOT_OPENED} for a connection that was open already */
        void connected(C connection, long nanos);

        void failed(Failure failure);
    }

    public static final long NOT_OPENED = -1;

    private enum Stage {
        RESOLVING,
        CONNECTING,
        SHAKING_HANDS
    }

    private final Loop loop;
    private final Opener<C> opener;
    private final Owner<C> owner;
    private final long startNanos;
    private final Loop.Timer deadline;
    private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
    private final List<Attempt> attempts = new ArrayList<>(2);
    private Loop.@Nullable Timer delay;
    private long lastAttemptNanos;
    private boolean resolved;
    private @Nullable Failure failure;
    private Stage stage = Stage.RESOLVING;
    private boolean over;

    public Dial(Loop loop, Resolver resolver, Origin origin, Opener<C> opener, Owner<C> owner) {
        this.loop = loop;
        this.startNanos = loop.nanos();
        this.opener = opener;
        this.owner = owner;
        this.deadline = loop.at(startNanos + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS), this::expire);
        loop.execute(() -> {
            if (!over) {
                resolver.find(origin, new Resolved());
            }
        });
    }

    public void cancel() {
        if (end()) {
            giveUpAllBut(null);
        }
    }

    private void expire() {
        if (end()) {
            giveUpAllBut(null);
            owner.failed(failure != null && stage == Stage.CONNECTING ? failure : late());
        }
    }

    private Failure late() {
        return switch (stage) {
            case RESOLVING -> new Failure(ErrorCause.DNS, "the name did not resolve" + WITHIN);
            case CONNECTING -> new Failure(ErrorCause.CONNECT, "no connection" + WITHIN);
            case SHAKING_HANDS -> Failure.lateHandshake();
        };
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        deadline.cancel();
        stopDelay();
        return true;
    }

    private void stopDelay() {
        if (delay != null) {
            delay.cancel();
            delay = null;
        }
    }

    private void giveUpAllBut(@Nullable Attempt kept) {
        List<Attempt> others = List.copyOf(attempts);
        attempts.clear();
        for (Attempt attempt : others) {
            if (attempt == kept) {
                attempts.add(kept);
            } else {
                attempt.giveUp();
            }
        }
    }

    /** Starts the next attempt beside those under way, or ends if there is none and no address is expected. */
    private void next() {
        stopDelay();
        if (over) {
            return;
        }
        InetSocketAddress address = untried.poll();
        if (address == null) {
            if (attempts.isEmpty() && resolved && end()) {
                owner.failed(failure != null ? failure : late());
            }
            return;
        }
        stage = Stage.CONNECTING;
        lastAttemptNanos = loop.nanos();
        Attempt attempt = new Attempt();
        attempts.add(attempt);
        startDelay();
        attempt.begun(opener.open(address, attempt));
    }

    private void startDelay() {
        if (delay == null && !untried.isEmpty()) {
            delay = loop.at(lastAttemptNanos + ATTEMPT_DELAY_NANOS, this::next);
        }
    }

    /** The first failure counts, unless a later one is a limit of this machine. */
    private void note(Failure another) {
        if (failure == null || another.errorCause() == ErrorCause.GENERATOR) {
            failure = another;
        }
    }

    private final class Resolved implements Found {
        @Override
        public void addresses(List<InetSocketAddress> inOrder, boolean last) {
            resolved = last;
            if (over || stage == Stage.SHAKING_HANDS) {
                return;
            }
            untried.addAll(inOrder);
            if (attempts.isEmpty()) {
                next();
            } else {
                startDelay();
            }
        }

        @Override
        public void none(Failure none) {
            resolved = true;
            note(none);
            next();
        }
    }

    private final class Attempt implements Opened<C> {
        private Runnable abort = () -> {};
        private boolean givenUp;

        /** The attempt may have been cancelled before the opener returned its cancellation. */
        public void begun(Runnable how) {
            abort = how;
            if (givenUp) {
                how.run();
            }
        }

        public void giveUp() {
            givenUp = true;
            abort.run();
        }

        @Override
        public void reached() {
            if (!over) {
                stage = Stage.SHAKING_HANDS;
                stopDelay();
                untried.clear();
                resolved = true;
                giveUpAllBut(this);
            }
        }

        @Override
        public void connected(C connection) {
            if (end()) {
                attempts.remove(this);
                giveUpAllBut(null);
                owner.connected(connection, loop.nanos() - startNanos);
            } else {
                throw new IllegalStateException("an attempt that was given up has connected");
            }
        }

        @Override
        public void failed(Failure why) {
            // Deferred to the loop: an attempt may fail before the opener has returned.
            loop.execute(() -> {
                if (over || !attempts.remove(this)) {
                    return;
                }
                note(why);
                if (why.errorCause() == ErrorCause.CONNECT || why.errorCause() == ErrorCause.GENERATOR) {
                    next();
                } else if (end()) {
                    giveUpAllBut(null);
                    owner.failed(why);
                }
            });
        }
    }
}
