package dev.loadtest.operator.run;

import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The runs driven by this operator, by the UID of their LoadTest. Any thread; no method blocks. */
public final class Runs implements AutoCloseable {
    private final ConcurrentMap<String, ActiveRun> active = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, TakeoverFailure> troubles = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> jobs = new ConcurrentHashMap<>();
    private final Listings listings = new Listings();
    private final EndedRuns endedRuns = new EndedRuns();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts a run; no effect if it is under way. */
    public void start(RunStart start) {
        if (!closed.get()) {
            active.computeIfAbsent(start.uid(), uid -> new ActiveRun(start, run -> drop(uid, run)));
        }
        listings.forget(start.uid());
    }

    /**
     * Removes only this run: another may have been started since. Stores the reason first, for readers that find no
     * run.
     */
    private void drop(String uid, ActiveRun run) {
        active.computeIfPresent(uid, (id, current) -> {
            if (current != run) {
                return current;
            }
            run.takeoverFailure()
                    .ifPresentOrElse(
                            takeoverFailure -> troubles.merge(uid, takeoverFailure, TakeoverFailure::then),
                            () -> troubles.remove(uid));
            return null;
        });
        run.close();
    }

    /** Why a run is not driven; empty if no attempt has failed. */
    public Optional<TakeoverFailure> takeoverFailure(String uid) {
        return Optional.ofNullable(troubles.get(uid));
    }

    public Optional<RunSnapshot> snapshot(String uid) {
        return Optional.ofNullable(active.get(uid)).map(ActiveRun::snapshot);
    }

    /**
     * Measurements of a run: of one that is driven here, current ones, which complete on its loop or not at all; of one
     * that has ended, the last ones, unless too many have ended since.
     */
    public CompletionStage<Optional<RunMeasures>> measure(String uid) {
        ActiveRun run = active.get(uid);
        return run == null ? CompletableFuture.completedFuture(endedRuns.of(uid)) : run.measure();
    }

    /** Remembers the Job made for a LoadTest until its status names it. */
    public void made(String uid, String job) {
        jobs.put(uid, job);
    }

    /** UID of the Job that this process has made for a LoadTest. */
    public Optional<String> job(String uid) {
        return Optional.ofNullable(jobs.get(uid));
    }

    /** Asks a worker for the files of volumes; a repetition has no effect. */
    public void list(String uid, WorkerConnector connector, WorkerEndpoint worker, Map<String, FileQuery> queries) {
        listings.ask(uid, connector, worker, queries);
    }

    public Optional<FileListing> listing(String uid) {
        return listings.of(uid);
    }

    /** A worker's pod is gone. */
    public void gone(String uid, int index, String pod, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.gone(index, pod, why));
    }

    /** A worker's pod is being deleted. */
    public void leaving(String uid, int index, String pod, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.leaving(index, pod, why));
    }

    /** Obstacles to the replacement of a lost worker's pod. */
    public void hindered(String uid, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.hindered(why));
    }

    /** A pod is ready at the index of a lost worker. */
    public void came(String uid, int index, String pod, Connect connect) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.came(index, pod, connect));
    }

    public void suspend(String uid) {
        Optional.ofNullable(active.get(uid)).ifPresent(ActiveRun::suspend);
    }

    public void resume(String uid) {
        Optional.ofNullable(active.get(uid)).ifPresent(ActiveRun::resume);
    }

    public void stop(String uid, String reason) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.stop(reason));
    }

    /** Forgets a run whose verdict is written, but for its last measurements. */
    public void forget(String uid) {
        listings.forget(uid);
        ActiveRun gone = active.remove(uid);
        troubles.remove(uid);
        jobs.remove(uid);
        if (gone != null) {
            gone.lastMeasures().ifPresent(measures -> endedRuns.add(uid, measures));
            gone.close();
        }
    }

    /**
     * Stops the load of an earlier LoadTest of this name: deleted and applied again at once, its deletion may never
     * have been seen.
     */
    public void abandonPredecessors(String place, String uid, String reason) {
        active.forEach((other, run) -> {
            if (run.place().equals(place) && !other.equals(uid)) {
                abandon(other, reason);
            }
        });
    }

    /** Stops a run's load at once and forgets it: its LoadTest was deleted. */
    public void abandon(String uid, String reason) {
        listings.forget(uid);
        ActiveRun gone = active.remove(uid);
        troubles.remove(uid);
        jobs.remove(uid);
        endedRuns.remove(uid);
        if (gone != null) {
            gone.abandon(reason);
        }
    }

    public int size() {
        return active.size();
    }

    /**
     * Releases all runs, as on loss of leadership: their workers pause and wait for the next coordinator. No run is
     * started afterwards.
     */
    @Override
    public void close() {
        closed.set(true);
        List.copyOf(active.keySet()).forEach(this::forget);
    }
}
