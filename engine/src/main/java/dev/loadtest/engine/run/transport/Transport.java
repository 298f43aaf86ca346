package dev.loadtest.engine.run.transport;

import dev.loadtest.engine.run.request.PreparedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over connections to the target. All calls, and all calls back, happen on the worker's loop.
 * A transport keeps no queue: it is only asked to send while {@link #available()} is positive.
 */
public interface Transport {

    /** How many requests could be sent now: on a free connection, a free stream, or by opening one more connection. */
    int available();

    /**
     * Whether a connection would be opened for whatever request is sent now. False where one that is idle may serve it, even
     * if it turns out to be of a kind that needs another.
     */
    boolean needsConnection();

    /** Sets what is called when {@link #available()} rises from zero. */
    void onAvailable(Runnable listener);

    /**
     * Takes a connection, or starts to open one, and sends.
     *
     * @param bodyLimit how many bytes of the response's body are kept for the caller; the rest is drained and dropped
     * @param listener told exactly once how it ended, unless the exchange is cancelled first; never during this call
     */
    Exchange send(PreparedRequest request, int bodyLimit, Listener listener);

    /** A request under way. */
    interface Exchange {

        /** Gives the request up: its connection (or stream) is closed, and its listener hears nothing more. */
        void cancel();
    }

    /** Told how a request ended. */
    interface Listener {

        /** A new connection was opened for this request, which took this long, TLS included. */
        default void connected(long nanos) {}

        /**
         * Asked before the request is sent another time: to where a redirect leads, or over another connection.
         *
         * @param send is run now or later, on the loop, whether or not the exchange was cancelled meanwhile
         */
        default void again(Runnable send) {
            send.run();
        }

        /** The response arrived whole. */
        void completed(Response response);

        /** No whole response will arrive. */
        void failed(ErrorCause cause, String detail);
    }

    /**
     * A whole response.
     *
     * @param body its first bytes, up to the limit that the caller set
     * @param truncated whether there was more than that
     */
    record Response(int status, Headers headers, byte[] body, boolean truncated) {}

    /** The headers of a response. */
    interface Headers {

        /** The first value of a header, by its name in any case. */
        @Nullable
        String first(String name);
    }
}
