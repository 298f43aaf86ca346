package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A minimal HTTP/2 connection for load. Requests of one turn of the loop leave in one write at its end, so that a GOAWAY or
 * the end of the connection that has arrived in the same turn is read first; responses are read in place.
 */
final class Http2Connection {

    /** Notified of changes of the connection. */
    interface Owner {
        Owner NONE = new Owner() {
            @Override
            public void limit(int streams) {}

            @Override
            public void left() {}
        };

        /** The peer allows another number of streams. */
        void limit(int streams);

        /** No more requests may be sent. Called once, before those that were not processed are told. */
        void left();
    }

    private final LongSupplier nanos;
    private final Channel channel;
    private final FrameWriter out;
    private final RequestBodies bodies;
    private final OpenStreams streams;
    private final GoneAway gone = new GoneAway();
    private final Runnable flush = this::flush;
    private Dial.@Nullable Opened<Http2Connection> opening;
    private Owner owner = Owner.NONE;
    private int limit = Http2Pool.MAX_STREAMS;
    /** The last stream whose header block was handed to the channel. */
    private int flushed;

    private boolean flushing;
    private boolean answered;
    private boolean left;
    private boolean over;
    private @Nullable Failure unwritable;

    private Http2Connection(LongSupplier nanos, Channel channel, int firstId, Dial.Opened<Http2Connection> opening) {
        this.nanos = nanos;
        this.channel = channel;
        this.opening = opening;
        this.streams = new OpenStreams(firstId);
        this.flushed = streams.last();
        this.out = new FrameWriter(channel);
        this.bodies = new RequestBodies(
                channel, out, this::flushSoon, (stream, failure) -> fail(stream, Http2Error.CANCEL, failure));
    }

    /**
     * Begins on a channel: ready once the peer's settings have arrived.
     *
     * @param nanos the loop's time
     */
    static void start(LongSupplier nanos, Channel channel, Dial.Opened<Http2Connection> opened) {
        start(nanos, channel, 1, opened);
    }

    /** @param firstId number of the first stream, odd */
    static void start(LongSupplier nanos, Channel channel, int firstId, Dial.Opened<Http2Connection> opened) {
        Http2Connection made = new Http2Connection(nanos, channel, firstId, opened);
        channel.pipeline().addLast(new Inbound(channel, made, new Incoming(made)));
        made.out.preface();
        made.out.flush();
    }

    void ownedBy(Owner by) {
        owner = by;
    }

    /** Number of streams that the peer allows, within our own limit. */
    int limit() {
        return limit;
    }

    /** Whether any request was processed on it. */
    boolean hasProcessed() {
        return answered || gone.hasProcessed();
    }

    FrameWriter out() {
        return out;
    }

    RequestBodies bodies() {
        return bodies;
    }

    OpenStreams streams() {
        return streams;
    }

    boolean isOver() {
        return over;
    }

    /** Whether the peer reads what is sent, as far as is known. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** Sends a request, or lets it wait for a stream. Its owner is not notified within this call. */
    void send(Http2Stream stream) {
        if (left || streams.isExhausted()) {
            channel.eventLoop().execute(() -> waitsInVain(stream));
        } else if (streams.count() >= limit) {
            streams.await(stream);
        } else {
            begin(stream);
        }
    }

    private void begin(Http2Stream stream) {
        Http2Request request = stream.request();
        streams.open(stream);
        boolean bodiless = request.isWithoutBody();
        out.headers(stream.id(), request, bodiless);
        stream.owner().sent(request.fieldBytes());
        if (bodiless) {
            stream.finishUpload();
        } else {
            bodies.add(stream);
        }
        flushSoon();
        if (streams.isExhausted()) {
            channel.eventLoop().execute(this::leave);
        }
    }

    /** Gives a request up without notifying its owner. */
    void cancel(Http2Stream stream) {
        if (streams.forget(stream)) {
            stream.finishUpload();
            closeIfDone();
        } else if (streams.close(stream)) {
            reset(stream, Http2Error.CANCEL);
            sendWaiting();
            closeIfDone();
        }
    }

    /** Ends one stream. */
    void fail(Http2Stream stream, Http2Error error, Failure failure) {
        if (streams.close(stream)) {
            reset(stream, error);
            sendWaiting();
            stream.owner().failed(failure);
            closeIfDone();
        }
    }

    private void reset(Http2Stream stream, Http2Error error) {
        stream.finishUpload();
        out.reset(stream.id(), (int) error.code());
        flushSoon();
    }

    /** The response is complete. */
    void complete(Http2Stream stream) {
        Transport.Response response;
        try {
            response = stream.response();
        } catch (Failure failure) {
            fail(stream, Http2Error.PROTOCOL_ERROR, failure);
            return;
        }
        streams.close(stream);
        answered = true;
        if (!stream.isSent()) {
            // The answer came before the end of the request: the rest must not follow.
            reset(stream, Http2Error.CANCEL);
        }
        sendWaiting();
        stream.owner().completed(response);
        closeIfDone();
    }

    /** The peer has reset a stream. */
    void wasReset(Http2Stream stream, long code) {
        streams.close(stream);
        stream.finishUpload();
        sendWaiting();
        if (code == Http2Error.REFUSED_STREAM.code()) {
            Failure refused = Failure.reset("the target refused the stream");
            if (stream.isAnswered()) {
                stream.owner().failed(refused);
            } else {
                stream.owner().refused(refused);
            }
        } else {
            stream.owner().failed(Failure.reset("the stream was reset with code " + code));
        }
        closeIfDone();
    }

    /** Sends what waits, as far as the peer allows. */
    private void sendWaiting() {
        while (!left && !streams.isExhausted() && streams.count() < limit) {
            Http2Stream next = streams.nextWaiting();
            if (next == null) {
                return;
            }
            begin(next);
        }
    }

    /** The peer's limit of streams has changed. */
    void limit(long allowed) {
        limit = (int) Math.min(Http2Pool.MAX_STREAMS, allowed);
        sendWaiting();
        owner.limit(limit);
    }

    /** The peer's first settings are complete. */
    void ready() {
        Dial.@Nullable Opened<Http2Connection> waiting = opening;
        opening = null;
        if (waiting != null) {
            waiting.connected(this);
        }
    }

    /** The peer goes away: streams up to a number may be processed. */
    void goAway(int last, long code) {
        gone.received(last, code);
        leave();
        for (Http2Stream stream : streams.above(last)) {
            if (streams.close(stream)) {
                stream.finishUpload();
                if (gone.leavesOut(stream)) {
                    stream.owner().unprocessed(Failure.reset("the target went away before the request"));
                } else {
                    stream.owner().failed(Failure.reset("the target went away with code " + code));
                }
            }
        }
        closeIfDone();
    }

    /** Takes no more requests; streams under way go on. */
    private void leave() {
        if (!left) {
            left = true;
            owner.left();
        }
        for (Http2Stream next = streams.nextWaiting(); next != null; next = streams.nextWaiting()) {
            waitsInVain(next);
        }
    }

    private static void waitsInVain(Http2Stream stream) {
        stream.finishUpload();
        stream.owner().unprocessed(Failure.reset("the connection went away before it had a stream for the request"));
    }

    private void closeIfDone() {
        if (left && streams.isEmpty()) {
            close();
        }
    }

    /** Closes it in order; requests under way fail. */
    void close() {
        if (!over) {
            end((int) Http2Error.NO_ERROR.code(), null);
        }
    }

    /** The peer breaks the protocol. */
    void violated(Violation violation) {
        if (!over) {
            end(violation.code(), Failure.protocol(violation.detail()));
        }
    }

    private void end(int code, @Nullable Failure failure) {
        out.goAway(code);
        flush();
        end(failure);
    }

    /** @param failure of the requests under way; null if the connection was closed */
    private void end(@Nullable Failure failure) {
        if (over) {
            return;
        }
        over = true;
        bodies.close();
        channel.close();
        Dial.@Nullable Opened<Http2Connection> waiting = opening;
        opening = null;
        if (waiting != null) {
            waiting.failed(failure != null ? failure : unopened());
        }
        leave();
        for (Http2Stream stream : streams.above(0)) {
            if (streams.close(stream)) {
                stream.finishUpload();
                endStream(stream, failure);
            }
        }
    }

    private static Failure unopened() {
        return new Failure(ErrorCause.CONNECT, "the connection was closed before the target's HTTP/2 settings");
    }

    private void endStream(Http2Stream stream, @Nullable Failure failure) {
        if (stream.id() > flushed) {
            waitsInVain(stream);
        } else if (failure != null) {
            stream.owner().failed(failure);
        } else {
            String when = stream.isAnswered() ? "within" : "before";
            stream.owner().failed(Failure.reset("the connection was closed " + when + " the response"));
        }
    }

    /** The channel has closed. */
    void closed() {
        end(unwritable);
        out.close();
    }

    /** The channel is broken. */
    void broken(Failure failure) {
        if (unwritable == null || failure.errorCause() != ErrorCause.RESET) {
            end(failure);
        }
    }

    /** Nothing more can be sent. The target may have answered before it closed: what has arrived is read first. */
    void unwritable(Failure failure) {
        if (failure.errorCause() != ErrorCause.RESET) {
            end(failure);
        } else if (unwritable == null && !over) {
            unwritable = failure;
            bodies.close();
            channel.eventLoop().execute(this::leave);
        }
    }

    void flushSoon() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(flush);
        }
    }

    private void flush() {
        flushing = false;
        if (!over) {
            bodies.pump();
            int last = streams.last();
            out.flush();
            flushed = last;
        }
    }

    long nanos() {
        return nanos.getAsLong();
    }
}
