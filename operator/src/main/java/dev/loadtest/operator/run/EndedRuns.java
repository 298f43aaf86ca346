package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.record.RunMeasures;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Last measurements of ended runs, so that a scraper that comes later sees how they ended. Bounded: the oldest make room
 * for new ones. Any thread.
 */
final class EndedRuns {
    static final int MAX_RUNS = 20;
    /** Of all together: at most 25 kB each, mostly 5. */
    static final int MAX_ROWS = 200;

    private final Map<String, RunMeasures> byUid = new LinkedHashMap<>();
    private int rows;

    synchronized void add(String uid, RunMeasures measures) {
        remove(uid);
        byUid.put(uid, measures);
        rows += measures.size();
        Iterator<RunMeasures> oldest = byUid.values().iterator();
        while (byUid.size() > MAX_RUNS || rows > MAX_ROWS && byUid.size() > 1) {
            rows -= oldest.next().size();
            oldest.remove();
        }
    }

    synchronized void remove(String uid) {
        RunMeasures gone = byUid.remove(uid);
        rows -= gone == null ? 0 : gone.size();
    }

    synchronized Optional<RunMeasures> of(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }
}
