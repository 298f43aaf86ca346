package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Actual send times of one worker's constant rate, compared with arithmetic: request k of a rate R is due k / R after
 * the instant named by the coordinator. Independent of the engine's books.
 */
final class SendTimes implements Watch {
    /** The first two seconds are kept apart: they contain compilation, and a rate's warmup excludes them. */
    private static final double FIRST_SECONDS = 2;

    private final double perSecond;
    private final long[] sent;
    private volatile String sender = "";
    private int count;
    private volatile long startNanos;

    private SendTimes(double perSecond, double seconds) {
        this.perSecond = perSecond;
        this.sent = new long[(int) (perSecond * seconds)];
    }

    /** Send times for a constant rate without a warm-up; null for any other shape. */
    static @Nullable SendTimes of(Shape shape) {
        return shape instanceof Shape.Rate rate && rate.warmup().isZero()
                ? new SendTimes(
                        rate.startPerSecond(),
                        rate.stages().getFirst().duration().toMillis() / 1e3)
                : null;
    }

    @Override
    public Transport transport(Transport transport) {
        // A transport must be opened on the loop that sends with it.
        sender = thread();
        return new Transport() {
            @Override
            public int available() {
                return transport.available();
            }

            @Override
            public boolean needsConnection() {
                return transport.needsConnection();
            }

            @Override
            public Resends resends() {
                return transport.resends();
            }

            @Override
            public void onAvailable(Runnable listener) {
                transport.onAvailable(listener);
            }

            @Override
            public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
                if (count < sent.length) {
                    sent[count++] = System.nanoTime();
                }
                return transport.send(request, bodyLimit, listener);
            }
        };
    }

    @Override
    public Worker worker(Worker worker) {
        return (Worker) Proxy.newProxyInstance(
                Worker.class.getClassLoader(), new Class<?>[] {Worker.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("fire")) {
                        startNanos = ((FireOrder) arguments[0]).startNanos();
                    }
                    try {
                        return method.invoke(worker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Lateness of requests due after the first two seconds; read after the run. */
    LatencyHistogram lateness() {
        return lateness(first(), count);
    }

    /** Lateness of requests due in the first two seconds. */
    LatencyHistogram firstLateness() {
        return lateness(0, first());
    }

    /** Requests later than the given time. */
    List<LateSend> laterThan(long nanos) {
        List<LateSend> late = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            if (sent[k] - due(k) > nanos) {
                late.add(new LateSend(due(k), sent[k]));
            }
        }
        return late;
    }

    /** Kernel thread id of the sending thread. */
    String sender() {
        return sender;
    }

    /** The start instant named by the coordinator. */
    long startNanos() {
        return startNanos;
    }

    /** Kernel thread id of the current thread. */
    private static String thread() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .getFileName()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long due(int k) {
        return startNanos + Math.round(k * 1e9 / perSecond);
    }

    private int first() {
        return (int) Math.min(count, FIRST_SECONDS * perSecond);
    }

    private LatencyHistogram lateness(int from, int to) {
        LatencyHistogram lateness = new LatencyHistogram();
        for (int k = from; k < to; k++) {
            lateness.recordNanos(sent[k] - due(k));
        }
        return lateness;
    }
}
