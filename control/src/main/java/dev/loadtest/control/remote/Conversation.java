package dev.loadtest.control.remote;

import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.Command;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Done;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.Standing;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.workers.WorkerDefectException;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's end of the protocol, independent of transport: the plan first, one command at a time, each message
 * repeated until it is answered, and one final state for all. Methods may be called from any thread; state is confined
 * to the loop, on which stages complete.
 */
final class Conversation {
    /**
     * Patience for the plan, which is long and whose files the worker reads; a repetition joins the preparation under
     * way.
     */
    private static final Duration INSTALL = Duration.ofSeconds(10);

    private static final Duration COMMAND = Duration.ofSeconds(3);

    private final WorkerEndpoint endpoint;
    private final LoadPlan plan;
    private final GuardedLoop loop;
    private final ControlChannel channel;
    private final Duration patience;
    private final Set<CompletableFuture<?>> open = new HashSet<>();
    private final Queue<Pending> commands = new ArrayDeque<>();
    private final Queue<Consumer<Standing>> uninstalled = new ArrayDeque<>();
    private @Nullable Standing installed;
    private boolean installing;
    private boolean commanding;
    private long sequence;
    private @Nullable String leaving;
    /** Written on the loop, read from any thread. */
    private volatile @Nullable RuntimeException over;

    private record Pending(Command command, CompletableFuture<Done> done) {}

    Conversation(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, ControlChannel channel, Duration patience) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.loop = new GuardedLoop(loop, this::threw);
        this.channel = channel;
        this.patience = patience;
    }

    /** The worker's standing when it took the plan; the first message of any type triggers the installation. */
    CompletionStage<Standing> install() {
        return onLoop(answer -> installed(answer::complete));
    }

    /** Sends a query, which changes nothing; answers may come in any order. */
    <T> CompletionStage<T> ask(String path, Function<Caller, Object> message, Class<T> type, Duration within) {
        return onLoop(answer ->
                installed(standing -> attempt(path, message.apply(caller(standing)), type, within, answer::complete)));
    }

    /** Sends a command after all earlier ones; the stage completes when it is done. */
    CompletionStage<Done> command(Command command) {
        return onLoop(done -> {
            commands.add(new Pending(command, done));
            commandNext();
        });
    }

    /** From now on nothing is repeated, and a failure loses the worker with this sentence. */
    void leaving(String why) {
        loop.execute(() -> leaving = why);
    }

    /** All stages, pending and future, complete with this exception. */
    void end(RuntimeException how) {
        loop.execute(() -> endNow(how));
    }

    /** Whether all future calls fail. */
    boolean isOver() {
        return over != null;
    }

    /** Sends one command at a time, as the protocol's sequence requires. */
    private void commandNext() {
        Pending next = commanding ? null : commands.poll();
        if (next == null) {
            return;
        }
        commanding = true;
        installed(standing -> {
            Instruction instruction = new Instruction(caller(standing), ++sequence, next.command());
            attempt(ControlPaths.COMMAND, instruction, Done.class, COMMAND, done -> {
                commanding = false;
                next.done().complete(done);
                commandNext();
            });
        });
    }

    private Caller caller(Standing standing) {
        return new Caller(endpoint.run(), endpoint.epoch(), standing.incarnation());
    }

    /** Runs an exchange on the loop, unless the conversation has ended. */
    private <T> CompletionStage<T> onLoop(Consumer<CompletableFuture<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (over != null) {
                answer.completeExceptionally(over);
                return;
            }
            open.add(answer);
            answer.whenComplete((value, failure) -> open.remove(answer));
            work.accept(answer);
        });
        return answer;
    }

    private void installed(Consumer<Standing> next) {
        Standing before = installed;
        if (before != null) {
            next.accept(before);
            return;
        }
        uninstalled.add(next);
        if (installing) {
            return;
        }
        installing = true;
        Installation message = new Installation(endpoint.run(), endpoint.epoch(), endpoint.index(), plan);
        attempt(ControlPaths.INSTALL, message, Standing.class, INSTALL, standing -> {
            // Commands of this epoch continue the sequence of an earlier connection of the same coordinator.
            sequence = standing.sequence();
            installed = standing;
            for (Consumer<Standing> waiting = uninstalled.poll(); waiting != null; waiting = uninstalled.poll()) {
                waiting.accept(standing);
            }
        });
    }

    private <T> void attempt(String path, Object message, Class<T> type, Duration within, Consumer<T> next) {
        new Attempts<>(loop, within, patience, limit -> channel.call(path, message, type, limit), new Listening<>(next))
                .start();
    }

    /** Ends the conversation after a defect in one of its tasks: open calls fail instead of waiting for its result. */
    private void threw(Throwable defect) {
        WorkerDefectException lost =
                new WorkerDefectException("the coordinator's side of the connection has a defect: " + defect);
        lost.initCause(defect);
        endNow(lost);
    }

    private void endNow(RuntimeException how) {
        if (over == null) {
            over = how;
            commands.clear();
            uninstalled.clear();
            List.copyOf(open).forEach(stage -> stage.completeExceptionally(how));
        }
    }

    /** Effects of one message's end on the conversation. */
    private final class Listening<T> implements Attempts.Listener<T> {
        private final Consumer<T> next;

        private Listening(Consumer<T> next) {
            this.next = next;
        }

        @Override
        public boolean goesOn() {
            return over == null;
        }

        @Override
        public boolean isWorthRetrying() {
            return leaving == null;
        }

        @Override
        public void answered(T answer) {
            if (over == null) {
                next.accept(answer);
            }
        }

        @Override
        public void refused(RefusedException refused) {
            String sentence = String.valueOf(refused.getMessage());
            endNow(
                    switch (refused.reason()) {
                        case SUPERSEDED -> new SupersededException(sentence);
                        case RESTARTED, NOT_READY -> new WorkerLostException("its process was restarted");
                        case BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, CONFLICT, TOO_LARGE, PREPARING ->
                            new WorkerLostException(sentence);
                        case DEFECT -> new WorkerDefectException(sentence);
                    });
        }

        @Override
        public void gaveUp(String why) {
            endNow(new WorkerLostException(leaving == null ? why : leaving));
        }
    }
}
