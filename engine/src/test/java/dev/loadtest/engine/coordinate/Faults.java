package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.rows.Rows;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.log.LoggedRequest;
import dev.loadtest.engine.run.log.RequestLog;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes one event, task or command of a run throw. */
final class Faults {
    static final String MESSAGE = "injected";

    /** What throws. */
    enum Where {
        /** A task on the coordinator's loop, when it first reads the clock. */
        EVENT,
        /** A task on a worker's loop, when it first reads the clock. */
        WORKER,
        /** A call of a worker. */
        ASKING,
        /** The handler of a worker's standing or report, which is null. */
        ANSWER,
        /** A call of an observer. */
        OBSERVER,
        /** A call of the checkpoint store. */
        STORE,
        /** A worker's call of its transport to send. */
        SEND,
        /** The handler of a request's end, which has no response or cause. */
        OUTCOME,
        /** A worker's call of what reads rows, looks into bodies, saves samples, logs requests or watches the machine. */
        PORT
    }

    private final Where where;
    private final long nth;
    private long seen;
    private boolean happened;

    /** @param nth which one throws, from 1; 0 for none */
    Faults(Where where, long nth) {
        this.where = where;
        this.nth = nth;
    }

    static Faults none() {
        return new Faults(Where.EVENT, 0);
    }

    /** How many there were of the kind. */
    long seen() {
        return seen;
    }

    boolean happened() {
        return happened;
    }

    private boolean isNow(Where here) {
        return here == where && ++seen == nth;
    }

    private void throwIfNow(Where here) {
        if (isNow(here)) {
            throw defect();
        }
    }

    private IllegalStateException defect() {
        happened = true;
        return new IllegalStateException(MESSAGE);
    }

    /** The loop as the coordinator has it. */
    Loop loop(Loop loop) {
        return new FaultyLoop(loop, Where.EVENT);
    }

    /** The loop as a worker has it. */
    Loop workerLoop(Loop loop) {
        return new FaultyLoop(loop, Where.WORKER);
    }

    Worker worker(Worker worker) {
        return proxy(Worker.class, worker, Where.ASKING);
    }

    CheckpointStore store(CheckpointStore store) {
        return proxy(CheckpointStore.class, store, Where.STORE);
    }

    RunObserver observer(RunObserver observer) {
        return new RunObserver() {
            @Override
            public void caseEnded(RunResult.CaseResult result, int progress) {
                throwIfNow(Where.OBSERVER);
                observer.caseEnded(result, progress);
            }

            @Override
            public void caseKnown(RunResult.CaseResult result) {
                throwIfNow(Where.OBSERVER);
                observer.caseKnown(result);
            }

            @Override
            public void progressed(Live live) {
                throwIfNow(Where.OBSERVER);
                observer.progressed(live);
            }
        };
    }

    /** The transport as a worker has it. */
    Transport transport(Transport transport) {
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
                throwIfNow(Where.SEND);
                return transport.send(request, bodyLimit, new FaultyListener(listener));
            }
        };
    }

    /** Resources whose rows are read through a port. */
    Resources resources(Resources resources) {
        return new Resources() {
            @Override
            public Path file(FileRef file) {
                return resources.file(file);
            }

            @Override
            public String secret(SecretRef ref) {
                return resources.secret(ref);
            }

            @Override
            public Rows rows() {
                return set -> port(Rows.Source.class, resources.rows().of(set));
            }
        };
    }

    /** One of a worker's ports. */
    <T> T port(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throwIfNow(Where.PORT);
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    Supplier<HostHealth> health(Supplier<HostHealth> health) {
        return () -> {
            throwIfNow(Where.PORT);
            return health.get();
        };
    }

    /** A log that keeps nothing; only where ports throw. */
    Optional<RequestLog> log() {
        return where == Where.PORT ? Optional.of(port(RequestLog.class, new NoLog())) : Optional.empty();
    }

    private record NoLog() implements RequestLog {
        @Override
        public boolean takes(long k) {
            return true;
        }

        @Override
        public void add(LoggedRequest request) {}
    }

    private <T> T proxy(Class<T> type, T target, Where here) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                        return method.invoke(target, arguments);
                    }
                    throwIfNow(here);
                    try {
                        CompletionStage<?> stage = (CompletionStage<?>) method.invoke(target, arguments);
                        return here == Where.ASKING ? stage.thenApply(this::answer) : stage;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object answer(Object value) {
        // A reading of the clock may be passed over for a better one.
        boolean taken = value instanceof WorkerReport || value instanceof WorkerStanding;
        if (taken && isNow(Where.ANSWER)) {
            happened = true;
            return null;
        }
        return value;
    }

    private final class FaultyListener implements Transport.Listener {
        private final Transport.Listener listener;

        private FaultyListener(Transport.Listener listener) {
            this.listener = listener;
        }

        @Override
        public int bodyLimit(int status, int limit) {
            return listener.bodyLimit(status, limit);
        }

        @Override
        public void completed(Transport.Response response) {
            listener.completed(isNow(Where.OUTCOME) ? none() : response);
        }

        @Override
        public void failed(ErrorCause cause, String detail) {
            listener.failed(isNow(Where.OUTCOME) ? none() : cause, detail);
        }

        @SuppressWarnings("NullAway")
        private <T> T none() {
            happened = true;
            return null;
        }
    }

    private final class FaultyLoop implements Loop {
        private final Loop loop;
        private final Where here;
        private boolean armed;

        private FaultyLoop(Loop loop, Where here) {
            this.loop = loop;
            this.here = here;
        }

        @Override
        public long nanos() {
            if (armed) {
                armed = false;
                throw defect();
            }
            return loop.nanos();
        }

        @Override
        public long epochMicros() {
            return loop.epochMicros();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(() -> run(task));
        }

        @Override
        public Timer at(long nanos, Runnable task) {
            return loop.at(nanos, () -> run(task));
        }

        private void run(Runnable task) {
            armed = isNow(here);
            task.run();
            armed = false;
        }
    }
}
