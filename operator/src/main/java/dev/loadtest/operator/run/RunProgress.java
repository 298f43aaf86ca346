package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Live;
import dev.loadtest.engine.coordinate.RunObserver;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what a coordinator tells, for whoever asks. Written on its loop, read from any thread. */
final class RunProgress implements RunObserver {
    private final Map<String, Map<Outcome, Integer>> outcomes = new HashMap<>();
    private final List<RunResult.CaseResult> failed = new ArrayList<>();
    private @Nullable Live live;
    private @Nullable RunResult result;
    private @Nullable String defect;
    private List<String> notes = List.of();
    private boolean suspending;
    private boolean stopping;

    @Override
    public synchronized void caseEnded(RunResult.CaseResult ended, int progress) {
        outcomes.computeIfAbsent(ended.phase(), phase -> new EnumMap<>(Outcome.class))
                .merge(ended.outcome(), 1, Integer::sum);
        boolean bad = ended.outcome() == Outcome.FAILED || ended.outcome() == Outcome.ERROR;
        if (bad && failed.size() < RunSnapshot.FAILED_CASES) {
            failed.add(ended);
        }
    }

    @Override
    public synchronized void progressed(Live look) {
        live = look;
    }

    /** @param note what is to be said besides the result's own message */
    synchronized void ended(RunResult finished, Optional<String> note) {
        result = finished;
        notes = note.stream().toList();
    }

    synchronized void broke(String why) {
        defect = why;
    }

    synchronized void suspending(boolean now) {
        suspending = now;
    }

    synchronized void stopping() {
        stopping = true;
    }

    synchronized RunSnapshot snapshot(Map<Integer, String> pods) {
        Map<String, Map<Outcome, Integer>> copy = new HashMap<>();
        outcomes.forEach((phase, counts) -> copy.put(phase, Map.copyOf(counts)));
        return new RunSnapshot(live, copy, failed, result, notes, defect, suspending, stopping, pods);
    }
}
