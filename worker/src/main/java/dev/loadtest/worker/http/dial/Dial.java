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
 * The opening of one connection, within one deadline: the name is resolved, and its addresses are tried until one answers.
 * An address that fails makes room for the next one at once; one that is silent shares the time with it after a delay, RFC
 * 8305 section 5. The first address that answers is kept, and the other attempts are given up. The owner hears of the end
 * once, never within the constructor; after {@link #cancel()} not at all.
 */
public final class Dial<C> {
    public static final int TIMEOUT_SECONDS = 10;
    /** Between the starts of two attempts while none has ended: what RFC 8305 section 8 recommends. */
    static final long ATTEMPT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final String WITHIN = " within " + TIMEOUT_SECONDS + " s";

    /** A way to find the addresses of a host. */
    interface Resolver {

        /** @param found called on the loop */
        void find(Origin origin, Found found);
    }

    /** Receives the addresses of a host as its families are resolved. */
    interface Found {

        /** @param last whether no more addresses will come */
        void addresses(List<InetSocketAddress> inOrder, boolean last);

        /** There is no address that may be tried; nothing else comes. */
        void none(Failure failure);
    }

    /** A way to open a connection to an address. */
    public interface Opener<C> {

        /** @return gives the attempt up; a connection that opens all the same is closed by the opener */
        Runnable open(InetSocketAddress address, Opened<C> opened);
    }

    /** Told once how an attempt ended. */
    public interface Opened<C> {

        /** The address has answered: what is left is the TLS handshake. */
        void reached();

        void connected(C connection);

        void failed(Failure failure);
    }

    /** Told once how all of it ended. */
    public interface Owner<C> {

        /** @param nanos how long the opening took; {@link #NOT_OPENED} for a connection that was open already */
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

    /** Tries the next address beside those under way, or ends where there is none and none is to come. */
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

    /** The first failure stands for all, unless a limit of this machine is behind a later one. */
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

        /** It may have been given up before the opener has returned how that is done. */
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
            // From the loop, not from here: an attempt may fail before the opener has returned.
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
