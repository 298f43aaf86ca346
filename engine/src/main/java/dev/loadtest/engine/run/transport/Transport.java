package dev.loadtest.engine.run.transport;

import dev.loadtest.engine.run.request.PreparedRequest;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over connections to the target. All calls and callbacks run on the worker's loop. A transport has no
 * queue: callers send only while {@link #available()} is positive.
 */
public interface Transport extends RequestSender {

    /** Number of requests that can be sent now: on a free connection or stream, or by opening another connection. */
    int available();

    /**
     * Whether sending any request now would open a connection. False if an idle connection may serve it, even if the
     * request turns out to need another type.
     */
    boolean needsConnection();

    /** Requests sent again so far. */
    Resends resends();

    /** Sets the callback for {@link #available()} rising from zero. */
    void onAvailable(Runnable listener);

    /** Takes a connection, or starts to open one, and sends. */
    @Override
    Exchange send(PreparedRequest request, int bodyLimit, Listener listener);

    /** A request in flight. */
    interface Exchange {

        /** Gives the request up: closes its connection or stream; the listener is not called any more. */
        void cancel();

        /**
         * Instant of the loop at which the first byte of the response arrived: of an interim one, too, and after redirects of
         * the last response. Negative without any, or where it came together with the last one.
         */
        default long firstByteNanos() {
            return -1;
        }

        /** Bytes handed to connections for this request so far, as {@code Traffic} counts them. */
        default long bytesSent() {
            return 0;
        }

        /** Bytes received for this request so far. */
        default long bytesReceived() {
            return 0;
        }
    }

    /** Notified of the end of a request. */
    interface Listener {

        /** A new connection was opened for this request, in this time including TLS. */
        default void connected(long nanos) {}

        /**
         * Called before the request is sent again: to a redirect's location, or over another connection.
         *
         * @param send runs now or later, on the loop, even if the exchange was cancelled meanwhile
         */
        default void again(Runnable send) {
            send.run();
        }

        /**
         * Asked when the head of a response has come, before its body.
         *
         * @param status of the response
         * @param limit bytes of the body that {@code send} asked for
         * @return bytes of the body to keep, at least the limit
         */
        default int bodyLimit(int status, int limit) {
            return limit;
        }

        /** The response is complete. */
        void completed(Response response);

        /** There will be no complete response. */
        void failed(ErrorCause cause, String detail);
    }

    /**
     * A complete response.
     *
     * @param body its first bytes, up to the caller's limit; a transport leaves its content codings as they are
     * @param truncated whether the body was longer
     * @param undecoded why the body still has the content codings of its headers, as a clause; empty for one that has none,
     *     whose codings were undone, or whose codings nothing has looked at
     */
    record Response(int status, Headers headers, byte[] body, boolean truncated, String undecoded) {
        public Response(int status, Headers headers, byte[] body, boolean truncated) {
            this(status, headers, body, truncated, "");
        }
    }

    /** The headers of a response. */
    interface Headers {

        /** The first value of a header; the name is case-insensitive. */
        @Nullable
        String first(String name);

        /** All values of a header, in their order, by its name in any case. */
        default List<String> all(String name) {
            String first = first(name);
            return first == null ? List.of() : List.of(first);
        }

        /** Visits every header's name and value, in their order. */
        default void forEach(BiConsumer<String, String> action) {}
    }
}
