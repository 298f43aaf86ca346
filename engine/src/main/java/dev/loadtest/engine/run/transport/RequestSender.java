package dev.loadtest.engine.run.transport;

import dev.loadtest.engine.run.request.PreparedRequest;

/** Sends single requests. All calls and callbacks run on the worker's loop. */
public interface RequestSender {

    /**
     * Sends a request.
     *
     * @param bodyLimit bytes of the response's body to keep; the rest is read and dropped
     * @param listener notified exactly once of the end, unless the exchange is cancelled first; never during this call
     */
    Transport.Exchange send(PreparedRequest request, int bodyLimit, Transport.Listener listener);
}
