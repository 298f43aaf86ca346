package dev.loadtest.worker.http;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.Loop;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The opening of one connection: the name is resolved, then its addresses are tried in order until one answers, all
 * within one deadline. Whoever asked is told once, never while asking; after {@link #cancel()} not at all.
 */
final class Dial<C> {
    static final int TIMEOUT_SECONDS = 10;
    private static final String WITHIN = " within " + TIMEOUT_SECONDS + " s";

    /** A way to find the addresses of a host. */
    interface Resolver {

        /** @param found told once, on the loop */
        void find(Origin origin, Addresses.Found found);
    }

    /** A way to open a connection to an address. */
    interface Opener<C> {

        /** @return gives the attempt up; a connection that opens all the same is closed by the opener */
        Runnable open(InetSocketAddress address, Opened<C> opened);
    }

    /** Told once how an attempt ended. */
    interface Opened<C> {

        /** The address has answered: what is left is the TLS handshake. */
        void reached();

        void connected(C connection);

        void failed(Failure failure);
    }

    /** Told once how all of it ended. */
    interface Owner<C> {

        /** @param nanos how long the opening took; {@link #NOT_OPENED} for a connection that was open already */
        void connected(C connection, long nanos);

        void failed(Failure failure);
    }

    static final long NOT_OPENED = -1;

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
    private Iterator<InetSocketAddress> addresses = List.<InetSocketAddress>of().iterator();
    private Runnable giveUp = () -> {};
    private @Nullable Failure first;
    private Stage stage = Stage.RESOLVING;
    private boolean over;

    Dial(Loop loop, Resolver resolver, Origin origin, Opener<C> opener, Owner<C> owner) {
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

    void cancel() {
        if (end()) {
            giveUp.run();
        }
    }

    private void expire() {
        if (end()) {
            giveUp.run();
            owner.failed(first != null && stage == Stage.CONNECTING ? first : late());
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
        return true;
    }

    private void next() {
        stage = Stage.CONNECTING;
        if (addresses.hasNext()) {
            giveUp = opener.open(addresses.next(), new Attempt());
        } else if (end()) {
            owner.failed(first != null ? first : late());
        }
    }

    private final class Resolved implements Addresses.Found {
        @Override
        public void addresses(List<InetSocketAddress> inOrder) {
            if (!over) {
                addresses = inOrder.iterator();
                next();
            }
        }

        @Override
        public void none(Failure failure) {
            if (end()) {
                owner.failed(failure);
            }
        }
    }

    private final class Attempt implements Opened<C> {
        @Override
        public void reached() {
            stage = Stage.SHAKING_HANDS;
        }

        @Override
        public void connected(C connection) {
            if (end()) {
                owner.connected(connection, loop.nanos() - startNanos);
            } else {
                throw new IllegalStateException("an attempt that was given up has connected");
            }
        }

        @Override
        public void failed(Failure failure) {
            // From the loop, not from here: an attempt may fail before the opener has returned how to give it up.
            loop.execute(() -> {
                if (over) {
                    return;
                }
                if (first == null) {
                    first = failure;
                }
                if (failure.errorCause() == ErrorCause.CONNECT) {
                    next();
                } else if (end()) {
                    owner.failed(failure);
                }
            });
        }
    }
}
