package dev.loadtest.operator.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The runs that this operator drives, by the UID of their LoadTest. Any thread; no method waits. */
public final class Runs implements AutoCloseable {
    private final ConcurrentMap<String, ActiveRun> active = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, TakeoverFailure> troubles = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> jobs = new ConcurrentHashMap<>();
    private final Listings listings = new Listings();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts a run; one that is under way goes on as it is. */
    public void start(RunStart start) {
        if (!closed.get()) {
            active.computeIfAbsent(start.uid(), uid -> new ActiveRun(start, run -> drop(uid, run)));
        }
        listings.forget(start.uid());
    }

    /** Only this very run: another may have been started since. Why comes first: who finds no run asks for it. */
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

    /** Why a run that is to be driven is not; empty where none has failed. */
    public Optional<TakeoverFailure> takeoverFailure(String uid) {
        return Optional.ofNullable(troubles.get(uid));
    }

    public Optional<RunSnapshot> snapshot(String uid) {
        return Optional.ofNullable(active.get(uid)).map(ActiveRun::snapshot);
    }

    /** Keeps in mind which Job was made for a LoadTest, until its status tells. */
    public void made(String uid, String job) {
        jobs.put(uid, job);
    }

    /** The UID of the Job that this process has made for a LoadTest. */
    public Optional<String> job(String uid) {
        return Optional.ofNullable(jobs.get(uid));
    }

    /** Asks a worker for the files of volumes; asked again it changes nothing. */
    public void list(
            String uid, WorkerConnector connector, WorkerConnector.Endpoint worker, Map<String, String> patterns) {
        listings.ask(uid, connector, worker, patterns);
    }

    public Optional<FileListing> listing(String uid) {
        return listings.of(uid);
    }

    /** A worker's pod is no more. */
    public void gone(String uid, int index, String pod, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.gone(index, pod, why));
    }

    /** A worker's pod is being deleted. */
    public void leaving(String uid, int index, String pod, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.leaving(index, pod, why));
    }

    /** What keeps another pod from taking the place of a lost worker's. */
    public void hindered(String uid, String why) {
        Optional.ofNullable(active.get(uid)).ifPresent(run -> run.hindered(why));
    }

    /** A pod is ready at the place of a lost worker. */
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

    /** Forgets a run whose end is written down. */
    public void forget(String uid) {
        listings.forget(uid);
        ActiveRun gone = active.remove(uid);
        troubles.remove(uid);
        jobs.remove(uid);
        if (gone != null) {
            gone.close();
        }
    }

    /**
     * Ends the load of a LoadTest that had this place before: deleted and applied again at once, it may never have been seen
     * to be gone.
     */
    public void abandonPredecessors(String place, String uid, String reason) {
        active.forEach((other, run) -> {
            if (run.place().equals(place) && !other.equals(uid)) {
                abandon(other, reason);
            }
        });
    }

    /** Ends a run's load at once and forgets it: its LoadTest was deleted. */
    public void abandon(String uid, String reason) {
        listings.forget(uid);
        ActiveRun gone = active.remove(uid);
        troubles.remove(uid);
        jobs.remove(uid);
        if (gone != null) {
            gone.abandon(reason);
        }
    }

    public int size() {
        return active.size();
    }

    /**
     * Lets go of all runs, as when leadership is lost: their workers pause and wait for the next coordinator. None is
     * started any more.
     */
    @Override
    public void close() {
        closed.set(true);
        List.copyOf(active.keySet()).forEach(this::forget);
    }
}
