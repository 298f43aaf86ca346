package dev.loadtest.control;

import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.plan.LoadPlan;
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
 * The coordinator's end of the protocol, whatever carries it: the plan before all else, one command at a time, each message
 * again until it is answered, and one end for all. Its methods may be called from any thread; its state is confined to the
 * loop, and stages complete there.
 */
final class Conversation {
    /** A plan is long, and its files are read; one that is sent again joins the one under way. */
    private static final Duration INSTALL = Duration.ofSeconds(10);

    private static final Duration COMMAND = Duration.ofSeconds(3);

    private final WorkerEndpoint endpoint;
    private final LoadPlan plan;
    private final Loop loop;
    private final ControlChannel channel;
    private final Duration patience;
    private final Set<CompletableFuture<?>> open = new HashSet<>();
    private final Queue<Pending> commands = new ArrayDeque<>();
    private @Nullable CompletableFuture<Standing> installation;
    private boolean commanding;
    private long sequence;
    private @Nullable String leaving;
    /** Written on the loop, read from any thread. */
    private volatile @Nullable RuntimeException over;

    private record Pending(Command command, CompletableFuture<Done> done) {}

    Conversation(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, ControlChannel channel, Duration patience) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.loop = loop;
        this.channel = channel;
        this.patience = patience;
    }

    /** Where the worker stood when it took the plan, which it is given by whatever is asked first. */
    CompletionStage<Standing> install() {
        return onLoop(answer -> installed(answer::complete));
    }

    /** Asks what changes nothing; the answers may come in any order. */
    <T> CompletionStage<T> ask(String path, Function<Caller, Object> message, Class<T> type, Duration within) {
        return onLoop(answer ->
                installed(standing -> attempt(path, message.apply(caller(standing)), type, within, answer::complete)));
    }

    /** Commands; the stage completes when it is done, after those before it. */
    CompletionStage<Done> command(Command command) {
        return onLoop(done -> {
            commands.add(new Pending(command, done));
            commandNext();
        });
    }

    /** From now on nothing is tried twice, and what fails means the end by this sentence. */
    void leaving(String why) {
        loop.execute(() -> leaving = why);
    }

    /** All stages, open ones and later ones, complete by this. */
    void end(RuntimeException how) {
        loop.execute(() -> endNow(how));
    }

    /** Whether all that is asked from now on fails. */
    boolean isOver() {
        return over != null;
    }

    /** One at a time: that is what the sequence of the protocol stands for. */
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

    /** Runs on the loop what leads to an answer, unless all is over. */
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
        CompletableFuture<Standing> before = installation;
        if (before != null) {
            before.thenAccept(next);
            return;
        }
        CompletableFuture<Standing> asked = new CompletableFuture<>();
        installation = asked;
        asked.thenAccept(next);
        Installation message = new Installation(endpoint.run(), endpoint.epoch(), endpoint.index(), plan);
        attempt(ControlPaths.INSTALL, message, Standing.class, INSTALL, standing -> {
            // The commands of this epoch go on where an earlier connection of the same coordinator left them.
            sequence = standing.sequence();
            asked.complete(standing);
        });
    }

    private <T> void attempt(String path, Object message, Class<T> type, Duration within, Consumer<T> next) {
        new Attempts<>(loop, within, patience, limit -> channel.call(path, message, type, limit), new Listening<>(next))
                .start();
    }

    private void endNow(RuntimeException how) {
        if (over == null) {
            over = how;
            commands.clear();
            List.copyOf(open).forEach(stage -> stage.completeExceptionally(how));
        }
    }

    /** What one message's end means for the whole. */
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
                        case BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, CONFLICT, TOO_LARGE, DEFECT, PREPARING ->
                            new WorkerLostException(sentence);
                    });
        }

        @Override
        public void gaveUp(String why) {
            endNow(new WorkerLostException(leaving == null ? why : leaving));
        }
    }
}
