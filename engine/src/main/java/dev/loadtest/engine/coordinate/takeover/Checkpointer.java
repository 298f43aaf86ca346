package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.cases.CaseBooks;
import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.workers.Failure;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.result.exemplar.Exemplar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the run's checkpoint, at most once a second unless something waits for it: first completed results as a shard,
 * then the head, which commits. Workers forget a case only afterwards. Confined to the coordinator's loop.
 */
public final class Checkpointer {
    private static final long BETWEEN_NANOS = 1_000_000_000;

    private final Run run;
    private final @Nullable CheckpointStore store;
    private final long epoch;
    private final Consumer<SupersededException> superseded;
    private ShardStack shards;
    private ShardDraft draft = new ShardDraft();
    private List<String> closed = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();
    private Runnable whenRefused = () -> {};
    private long number;
    /** Revision of the newest exemplars; those of an earlier coordinator have one of their own. */
    private long picked = Restoration.REPORTED;

    /** Revision of the newest exemplars in shards. */
    private long kept = Restoration.STORED;

    private long lastNanos;
    private boolean changed;
    private boolean armed;
    private boolean underWay;
    private boolean over;

    /**
     * @param store null without takeover: cases are forgotten at once
     * @param superseded called when another coordinator drives the run; nothing is written afterwards
     */
    public Checkpointer(
            Run run, @Nullable CheckpointStore store, Checkpoint before, Consumer<SupersededException> superseded) {
        this.run = run;
        this.store = store;
        this.epoch = before.head().epoch();
        this.shards = ShardStack.of(before);
        this.superseded = superseded;
        this.lastNanos = run.loop().nanos() - BETWEEN_NANOS;
    }

    /** A case is final, with its books; null if it never started. */
    public void closed(CaseRun item, @Nullable CaseBooks books) {
        if (store == null) {
            forget(List.of(item.item().id()));
            return;
        }
        draft.add(CaseRecords.closed(run.time(), item));
        if (books != null) {
            draft.add(item.item().phase(), item.item().variant(), books);
            closed.add(item.item().id());
        }
        changed();
    }

    /** A worker reports exemplars. They are written once a worker is lost: until then, each holds its own. */
    public void picked(List<Exemplar> exemplars) {
        if (!exemplars.isEmpty()) {
            run.exemplars().addAll(exemplars, ++picked);
        }
    }

    /** A worker is lost: keeps the data of its link. */
    public void gone(WorkerLink link) {
        if (store != null) {
            int place = run.workers().all().indexOf(link);
            draft.add(CaseRecords.gone(place, link));
            draft.add(run.exemplars().since(kept));
            kept = picked;
            changed();
        }
    }

    /** The content of the head has changed. */
    public void changed() {
        changed = true;
        arm(lastNanos + BETWEEN_NANOS);
    }

    /** Runs a task once the current state is committed. */
    public void whenCommitted(Runnable task) {
        if (store == null) {
            task.run();
        } else {
            waiting.add(task);
            changed = true;
            armed = false;
            arm(run.loop().nanos());
        }
    }

    /** Runs a task once the current state is committed, or permanently refused: a run must be able to end. */
    public void whenCommittedOrRefused(Runnable task) {
        Runnable once = new Runnable() {
            private boolean done;

            @Override
            public void run() {
                if (!done) {
                    done = true;
                    task.run();
                }
            }
        };
        whenRefused = once;
        whenCommitted(once);
    }

    public void stop() {
        over = true;
    }

    private void arm(long atNanos) {
        if (store != null && !armed && !underWay && !over) {
            armed = true;
            run.loop().at(atNanos, this::write);
        }
    }

    private void write() {
        if (store == null || !changed || underWay || over) {
            return;
        }
        armed = false;
        changed = false;
        underWay = true;
        lastNanos = run.loop().nanos();
        Attempt attempt = new Attempt(draft, closed, waiting);
        draft = new ShardDraft();
        closed = new ArrayList<>();
        waiting = new ArrayList<>();
        attempt.begin(store);
    }

    private void forget(List<String> ids) {
        run.workers().begun(link -> link.command(link.worker().forget(ids)));
    }

    /** One commit. */
    private final class Attempt {
        private final ShardDraft content;
        private final List<String> cases;
        private final List<Runnable> told;
        private ShardStack after = shards;

        private Attempt(ShardDraft content, List<String> cases, List<Runnable> told) {
            this.content = content;
            this.cases = cases;
            this.told = told;
        }

        private void begin(CheckpointStore to) {
            if (content.isEmpty()) {
                commit(to, head());
                return;
            }
            ShardStack.Addition addition = shards.with(content, new ShardId(epoch, ++number));
            after = addition.after();
            CheckpointHead head = head();
            to.write(addition.id(), addition.shard())
                    .whenComplete((nothing, failure) -> run.loop().execute(() -> {
                        if (failure == null && !over) {
                            commit(to, head);
                        } else {
                            ended(failure);
                        }
                    }));
        }

        private CheckpointHead head() {
            return new CheckpointHead(epoch, after.ids(), CaseRecords.state(run));
        }

        private void commit(CheckpointStore to, CheckpointHead head) {
            to.commit(head).whenComplete((nothing, failure) -> run.loop().execute(() -> ended(failure)));
        }

        private void ended(@Nullable Throwable failure) {
            underWay = false;
            if (over) {
                return;
            }
            Throwable cause = failure == null ? null : Failure.of(failure);
            if (cause instanceof SupersededException how) {
                superseded.accept(how);
                return;
            }
            if (cause == null) {
                succeeded();
            } else {
                takeBack();
                if (cause instanceof CheckpointRefusedException) {
                    whenRefused.run();
                }
            }
            if (changed) {
                arm(
                        waiting.isEmpty() || cause != null
                                ? lastNanos + BETWEEN_NANOS
                                : run.loop().nanos());
            }
        }

        private void succeeded() {
            shards = after;
            if (!cases.isEmpty()) {
                forget(cases);
            }
            told.forEach(Runnable::run);
        }

        /** Nothing was committed: it becomes part of the next commit. */
        private void takeBack() {
            content.add(draft.shard());
            draft = content;
            cases.addAll(closed);
            closed = cases;
            told.addAll(waiting);
            waiting = told;
            changed = true;
        }
    }
}
