package dev.loadtest.control.remote;

import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.engine.run.loop.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A network with a latency of two ticks between a coordinator and a session on one loop; loses messages by a script.
 */
final class FaultyChannel implements ControlChannel {
    private static final Duration ONE_WAY = Duration.ofMillis(1);

    /** The fate of a message. */
    enum Fate {
        ARRIVES,
        IS_LOST,
        ARRIVES_BUT_ITS_ANSWER_IS_LOST,
        /** It is delivered a second time, one second later. */
        ARRIVES_TWICE
    }

    private final Loop loop;
    private final Supplier<WorkerSession> session;
    private final Supplier<Fate> fates;
    private final List<String> tried = new ArrayList<>();

    FaultyChannel(Loop loop, Supplier<WorkerSession> session, Supplier<Fate> fates) {
        this.loop = loop;
        this.session = session;
        this.fates = fates;
    }

    /** Paths of all messages sent, delivered or not. */
    List<String> tried() {
        return tried;
    }

    @Override
    public <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within) {
        tried.add(path);
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.at(loop.nanos() + within.toNanos(), () -> result.completeExceptionally(new IOException("no answer")));
        Fate fate = fates.get();
        if (fate != Fate.IS_LOST) {
            after(ONE_WAY, () -> handled(path, message).whenComplete((value, failure) -> {
                if (fate != Fate.ARRIVES_BUT_ITS_ANSWER_IS_LOST) {
                    after(ONE_WAY, () -> complete(result, answer, value, failure));
                }
            }));
        }
        if (fate == Fate.ARRIVES_TWICE) {
            after(Duration.ofSeconds(1), () -> handled(path, message));
        }
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Class<T> answer, Object value, Throwable failure) {
        if (failure == null) {
            result.complete(answer.cast(value));
        } else {
            result.completeExceptionally(failure);
        }
    }

    private CompletionStage<?> handled(String path, Object message) {
        try {
            return switch (path) {
                case ControlPaths.INSTALL -> session.get().install((Installation) message);
                case ControlPaths.COMMAND -> session.get().perform((Instruction) message);
                case ControlPaths.REPORT -> session.get().report((ReportRequest) message);
                case ControlPaths.CLOCK -> session.get().clock((Caller) message);
                case ControlPaths.CAPTURED -> session.get().captured((Caller) message);
                default -> throw new IllegalStateException(path);
            };
        } catch (RefusedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void after(Duration time, Runnable task) {
        loop.at(loop.nanos() + time.toNanos(), task);
    }
}
