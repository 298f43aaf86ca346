package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The runs that this operator drives, by the UID of their LoadTest. Any thread; no method waits. */
public final class Runs implements AutoCloseable {
    private final ConcurrentMap<String, ActiveRun> active = new ConcurrentHashMap<>();

    /** Starts a run; one that is under way goes on as it is. */
    public void start(String uid, LoadPlan plan, List<Worker> workers) {
        active.computeIfAbsent(uid, id -> new ActiveRun(plan.name(), plan, workers));
    }

    public Optional<RunSnapshot> snapshot(String uid) {
        return Optional.ofNullable(active.get(uid)).map(ActiveRun::snapshot);
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
        ActiveRun gone = active.remove(uid);
        if (gone != null) {
            gone.close();
        }
    }

    /** Ends a run's load at once and forgets it: its LoadTest was deleted. */
    public void abandon(String uid, String reason) {
        ActiveRun gone = active.remove(uid);
        if (gone != null) {
            gone.abandon(reason);
        }
    }

    public int size() {
        return active.size();
    }

    /** Lets go of all runs, as when leadership is lost: their workers pause and wait for the next coordinator. */
    @Override
    public void close() {
        List.copyOf(active.keySet()).forEach(this::forget);
    }
}
