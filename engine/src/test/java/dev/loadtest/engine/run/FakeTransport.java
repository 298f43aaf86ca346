package dev.loadtest.engine.run;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A target in virtual time: a script gives response and delay of each request. */
public final class FakeTransport implements Transport {

    /** The fate of a request. */
    public sealed interface Fate {}

    /** Its first byte arrives after half of the time; it counts 100 bytes sent, and 50 received besides its body. */
    public record Answer(long afterNanos, int status, String body) implements Fate {}

    public record Failure(long afterNanos, ErrorCause cause, String detail) implements Fate {
        public Failure(long afterNanos, ErrorCause cause) {
            this(afterNanos, cause, "");
        }
    }

    /** Nothing ever comes back. */
    public record Silence() implements Fate {}

    private final Loop loop;
    private final int connections;
    private final Function<PreparedRequest, Fate> script;
    private final List<String> sent = new ArrayList<>();
    private Runnable onAvailable = () -> {};
    private int taken;
    private int opened;
    private Resends resends = Resends.NONE;

    public FakeTransport(Loop loop, int connections, Function<PreparedRequest, Fate> script) {
        this.loop = loop;
        this.connections = connections;
        this.script = script;
    }

    /** "METHOD target" of everything sent, in order. */
    public List<String> sent() {
        return sent;
    }

    /** How many connections are taken. */
    public int taken() {
        return taken;
    }

    /** How many connections have been opened. */
    public int opened() {
        return opened;
    }

    /** Sets the reported number of requests sent again. */
    public void resends(Resends said) {
        resends = said;
    }

    @Override
    public Resends resends() {
        return resends;
    }

    @Override
    public int available() {
        return connections - taken;
    }

    @Override
    public boolean needsConnection() {
        return taken == opened && opened < connections;
    }

    @Override
    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    @Override
    public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
        if (available() <= 0) {
            throw new IllegalStateException("no connection is free");
        }
        taken++;
        opened = Math.max(opened, taken);
        sent.add(request.method() + " " + request.target());
        boolean[] over = {false};
        Fate fate = script.apply(request);
        switch (fate) {
            case Answer answer ->
                loop.at(
                        loop.nanos() + answer.afterNanos(),
                        () -> end(
                                over,
                                () -> listener.completed(
                                        response(answer, listener.bodyLimit(answer.status(), bodyLimit)))));
            case Failure failure ->
                loop.at(
                        loop.nanos() + failure.afterNanos(),
                        () -> end(over, () -> listener.failed(failure.cause(), failure.detail())));
            case Silence silence -> {}
        }
        return new Sent(fate, loop.nanos(), over);
    }

    private static Response response(Answer answer, int limit) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return new Response(
                answer.status(),
                new NoHeaders(),
                Arrays.copyOf(body, Math.min(limit, body.length)),
                limit < body.length);
    }

    private final class Sent implements Exchange {
        private final Fate fate;
        private final long sentNanos;
        private final boolean[] over;

        Sent(Fate fate, long sentNanos, boolean[] over) {
            this.fate = fate;
            this.sentNanos = sentNanos;
            this.over = over;
        }

        @Override
        public void cancel() {
            end(over, () -> {});
        }

        @Override
        public long firstByteNanos() {
            return hasBegun() && fate instanceof Answer answer ? sentNanos + answer.afterNanos() / 2 : -1;
        }

        @Override
        public long bytesSent() {
            return 100;
        }

        @Override
        public long bytesReceived() {
            return hasBegun() && fate instanceof Answer answer
                    ? 50 + answer.body().length()
                    : 0;
        }

        private boolean hasBegun() {
            return fate instanceof Answer answer && loop.nanos() >= sentNanos + answer.afterNanos() / 2;
        }
    }

    private void end(boolean[] over, Runnable tell) {
        if (!over[0]) {
            over[0] = true;
            boolean none = available() == 0;
            taken--;
            tell.run();
            if (none) {
                onAvailable.run();
            }
        }
    }

    private static final class NoHeaders implements Headers {
        @Override
        public @Nullable String first(String name) {
            return null;
        }
    }
}
