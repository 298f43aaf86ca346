package dev.loadtest.engine.run.signin;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transport;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A transport that sends a token with each request that has no Authorization header of its own. A request that is answered
 * 401 is sent once more with another token. While a request waits for a token, a connection is kept free for it.
 */
public final class BearerTransport implements Transport {
    private static final int UNAUTHORIZED = 401;

    private final Transport sending;
    private final Tokens tokens;
    private final Loop loop;
    private final ArrayDeque<Signed> held = new ArrayDeque<>();
    private Runnable onAvailable = () -> {};
    /** Requests that hold no connection of {@code sending}, for each of which one is kept free. */
    private int waiting;

    /** @param sending used by nothing else */
    public BearerTransport(Transport sending, Tokens tokens, Loop loop) {
        this.sending = sending;
        this.tokens = tokens;
        this.loop = loop;
        sending.onAvailable(this::freed);
    }

    @Override
    public int available() {
        return Math.max(0, sending.available() - waiting);
    }

    @Override
    public boolean needsConnection() {
        return sending.needsConnection();
    }

    @Override
    public Resends resends() {
        return sending.resends();
    }

    @Override
    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    @Override
    public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
        Signed signed = new Signed(request, bodyLimit, listener);
        String value = request.hasAuthorization() ? "" : tokens.current();
        if (value != null) {
            signed.send(value);
        } else {
            waiting++;
            // The listener is not called during this call.
            loop.execute(signed::awaitFirst);
        }
        return signed;
    }

    /**
     * A request has given its connection back. While others wait, {@code sending} tells nothing of it: it had free ones
     * before.
     */
    private void ended() {
        if (waiting > 0 && available() > 0) {
            onAvailable.run();
        }
    }

    private void freed() {
        while (!held.isEmpty() && sending.available() > 0) {
            held.remove().sendHeld();
        }
        if (available() > 0) {
            onAvailable.run();
        }
    }

    /** A request waits no more, and perhaps needs no connection any more. */
    private void leave() {
        boolean none = available() == 0;
        waiting--;
        if (none && available() > 0) {
            loop.execute(() -> {
                if (available() > 0) {
                    onAvailable.run();
                }
            });
        }
    }

    /** A request with a token, or with credentials of its own. */
    private final class Signed implements Exchange, Listener, Tokens.Waiter {
        private final PreparedRequest request;
        private final int bodyLimit;
        private final Listener listener;
        private @Nullable Exchange exchange;
        private String value = "";
        /** Whether it may not be sent once more. */
        private boolean last;

        private boolean over;
        /** Bytes of the sending that was refused. */
        private long refusedSent;

        private long refusedReceived;

        Signed(PreparedRequest request, int bodyLimit, Listener listener) {
            this.request = request;
            this.bodyLimit = bodyLimit;
            this.listener = listener;
            this.last = request.hasAuthorization();
        }

        void send(String with) {
            value = with;
            exchange = sending.send(with.isEmpty() ? request : request.authorized(with), bodyLimit, this);
        }

        void awaitFirst() {
            if (over) {
                return;
            }
            String ready = tokens.current();
            if (ready != null) {
                granted(ready);
            } else {
                tokens.await(this);
            }
        }

        @Override
        public void granted(String with) {
            value = with;
            if (!last) {
                goOn();
            } else {
                listener.again(() -> {
                    if (!over) {
                        goOn();
                    }
                });
            }
        }

        private void goOn() {
            if (sending.available() > 0) {
                sendHeld();
            } else {
                held.add(this);
            }
        }

        void sendHeld() {
            waiting--;
            send(value);
        }

        @Override
        public void refused(String why) {
            over = true;
            leave();
            listener.failed(ErrorCause.AUTH, last ? "status 401, and " + why : why);
        }

        @Override
        public void connected(long nanos) {
            listener.connected(nanos);
        }

        @Override
        public int bodyLimit(int status, int limit) {
            return listener.bodyLimit(status, limit);
        }

        @Override
        public void again(Runnable send) {
            listener.again(send);
        }

        @Override
        public void completed(Response response) {
            if (response.status() != UNAUTHORIZED) {
                tokens.accepted(value);
            } else if (!last && tokens.mayReplace(value)) {
                last = true;
                refusedSent = bytesSent();
                refusedReceived = bytesReceived();
                exchange = null;
                waiting++;
                tokens.replace(value, this);
                return;
            }
            over = true;
            listener.completed(response);
            ended();
        }

        @Override
        public void failed(ErrorCause cause, String detail) {
            over = true;
            listener.failed(cause, detail);
            ended();
        }

        @Override
        public long firstByteNanos() {
            return exchange == null ? -1 : exchange.firstByteNanos();
        }

        @Override
        public long bytesSent() {
            return refusedSent + (exchange == null ? 0 : exchange.bytesSent());
        }

        @Override
        public long bytesReceived() {
            return refusedReceived + (exchange == null ? 0 : exchange.bytesReceived());
        }

        @Override
        public void cancel() {
            if (over) {
                return;
            }
            over = true;
            if (exchange != null) {
                exchange.cancel();
                loop.execute(BearerTransport.this::ended);
            } else {
                tokens.forget(this);
                held.remove(this);
                leave();
            }
        }
    }
}
