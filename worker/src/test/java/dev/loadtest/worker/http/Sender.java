package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** Sends requests over a transport from a test's thread, and checks that each ends exactly once. */
final class Sender {

    /** How a request ended. */
    sealed interface End {}

    record Completed(Transport.Response response) implements End {}

    record Failed(ErrorCause cause, String detail) implements End {}

    /** A request under way. */
    final class Sent implements Transport.Listener {
        private final CompletableFuture<End> end = new CompletableFuture<>();
        private Transport.Exchange exchange = () -> {};
        private boolean handingOver = true;
        private int told;
        private int connected;
        private int again;
        private final IntUnaryOperator keeps;

        private Sent(IntUnaryOperator keeps) {
            this.keeps = keeps;
        }

        @Override
        public int bodyLimit(int status, int limit) {
            return Math.max(limit, keeps.applyAsInt(status));
        }

        @Override
        public void again(Runnable send) {
            again++;
            send.run();
        }

        /** How often it was asked before the request went out once more; known at its end. */
        int again() {
            return again;
        }

        @Override
        public void connected(long nanos) {
            assertThat(nanos).isPositive();
            connected++;
        }

        @Override
        public void completed(Transport.Response response) {
            tell(new Completed(response));
        }

        @Override
        public void failed(ErrorCause cause, String detail) {
            tell(new Failed(cause, detail));
        }

        private void tell(End how) {
            told++;
            if (handingOver) {
                end.completeExceptionally(new AssertionError("told within send"));
            }
            end.complete(how);
        }

        End await() throws Exception {
            return end.get(60, TimeUnit.SECONDS);
        }

        Transport.Response response() throws Exception {
            End how = await();
            assertThat(how).isInstanceOf(Completed.class);
            return ((Completed) how).response();
        }

        Failed failure() throws Exception {
            End how = await();
            assertThat(how).isInstanceOf(Failed.class);
            return (Failed) how;
        }

        void cancel() throws Exception {
            onLoop(() -> {
                exchange.cancel();
                return "";
            });
        }

        long bytesSent() throws Exception {
            return onLoop(exchange::bytesSent);
        }

        long bytesReceived() throws Exception {
            return onLoop(exchange::bytesReceived);
        }

        /** Negative without a first byte before the last. */
        long firstByteNanos() throws Exception {
            return onLoop(exchange::firstByteNanos);
        }

        /** Returns when so many bytes of its response have been read. */
        void awaitReceived(long bytes) throws Exception {
            Sender.this.await(() -> exchange.bytesReceived() >= bytes);
        }

        boolean openedConnection() {
            return connected > 0;
        }

        int openings() {
            return connected;
        }

        int told() {
            return told;
        }

        boolean isOver() {
            return end.isDone();
        }
    }

    /** Nothing but an authority's certificate, under any name. */
    static Resources resources(String authority) {
        return new Resources() {
            @Override
            public Path file(dev.loadtest.engine.plan.FileRef file) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String secret(SecretRef ref) {
                return authority;
            }
        };
    }

    private final VertxLoop loop;
    private final VertxTransport transport;
    private final int connections;
    private final List<Sent> all = new ArrayList<>();

    Sender(VertxLoop loop, Target target, String authority, AddressPolicy policy) {
        this(loop, target, resources(authority), policy);
    }

    Sender(VertxLoop loop, Target target, Resources resources, AddressPolicy policy) {
        this.loop = loop;
        this.transport = VertxTransport.open(loop, target, resources, policy);
        this.connections = target.connections();
    }

    VertxLoop loop() {
        return loop;
    }

    VertxTransport transport() {
        return transport;
    }

    Sent send(PreparedRequest request, int bodyLimit) throws Exception {
        return onLoop(() -> sendOnLoop(request, bodyLimit));
    }

    /** @param keeps bytes of the body to keep, by the status of the response */
    Sent send(PreparedRequest request, int bodyLimit, IntUnaryOperator keeps) throws Exception {
        return onLoop(() -> sendOnLoop(request, bodyLimit, keeps));
    }

    /** Sends a number of requests, each from the listener of the one before. */
    void sendAgainAndAgain(PreparedRequest request, int times, Consumer<Transport.Response> completed) {
        loop.execute(() -> next(request, times, completed));
    }

    /** The same, on the loop already. */
    void sendNowAndAgain(PreparedRequest request, int times, Consumer<Transport.Response> completed) {
        next(request, times, completed);
    }

    private void next(PreparedRequest request, int times, Consumer<Transport.Response> completed) {
        transport.send(request, 100, new Transport.Listener() {
            @Override
            public void completed(Transport.Response response) {
                completed.accept(response);
                if (times > 1) {
                    next(request, times - 1, completed);
                }
            }

            @Override
            public void failed(ErrorCause cause, String detail) {
                throw new AssertionError(cause + " " + detail);
            }
        });
    }

    /** Sends a request after a task that runs while the loop is blocked. */
    Sent sendAfter(Callable<?> unseen, PreparedRequest request) throws Exception {
        return onLoop(() -> {
            unseen.call();
            return sendOnLoop(request, 100);
        });
    }

    /** Gives a request up before the loop could do anything about it. */
    Sent sendAndCancel(PreparedRequest request) throws Exception {
        return onLoop(() -> {
            Sent sent = sendOnLoop(request, 0);
            sent.exchange.cancel();
            return sent;
        });
    }

    /** Sends requests before the loop could do anything about the first. */
    List<Sent> sendAtOnce(PreparedRequest... requests) throws Exception {
        return onLoop(() ->
                Arrays.stream(requests).map(request -> sendOnLoop(request, 100)).toList());
    }

    /** Sends a request, and before the loop could do anything about it gives up another one, which it has begun. */
    Sent sendAsAnotherIsCancelled(PreparedRequest request) throws Exception {
        CompletableFuture<Sent> kept = new CompletableFuture<>();
        loop.execute(() -> {
            Sent cancelled = sendOnLoop(request, 0);
            loop.execute(() -> {
                kept.complete(sendOnLoop(request, 100));
                cancelled.exchange.cancel();
            });
        });
        return kept.get(60, TimeUnit.SECONDS);
    }

    private Sent sendOnLoop(PreparedRequest request, int bodyLimit) {
        return sendOnLoop(request, bodyLimit, status -> 0);
    }

    private Sent sendOnLoop(PreparedRequest request, int bodyLimit, IntUnaryOperator keeps) {
        Sent sent = new Sent(keeps);
        all.add(sent);
        sent.exchange = transport.send(request, bodyLimit, sent);
        sent.handingOver = false;
        return sent;
    }

    boolean needsConnection() throws Exception {
        return onLoop(transport::needsConnection);
    }

    int available() throws Exception {
        return onLoop(transport::available);
    }

    <T> T onLoop(Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    /** Returns when no connection waits for a request any more. */
    void awaitNoIdle() throws Exception {
        await(() -> transport.idle() == 0);
    }

    /** Returns when a number of requests may be sent. */
    void awaitAvailable(int permits) throws Exception {
        await(() -> transport.available() >= permits);
    }

    private void await(BooleanSupplier condition) throws Exception {
        CompletableFuture<String> met = new CompletableFuture<>();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (condition.getAsBoolean()) {
                    met.complete("met");
                } else {
                    loop.at(loop.nanos() + 1_000_000, this);
                }
            }
        });
        met.get(60, TimeUnit.SECONDS);
    }

    /** Every permit is back, and no listener was called twice. */
    void close() throws Exception {
        awaitAvailable(connections);
        onLoop(() -> {
            assertThat(all).allMatch(sent -> sent.told <= 1);
            return "";
        });
        transport.close();
    }
}
