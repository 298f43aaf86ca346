package dev.loadtest.operator;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.RunSnapshot.EndedCase;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import dev.loadtest.operator.run.RunSnapshot.PhaseOutcomes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot of a run that has just begun, with some fields set. */
public final class SnapshotDraft {
    private @Nullable Live live;
    private List<PhaseOutcomes> phases = List.of();
    private List<EndedCase> failed = List.of();
    private List<NumberedCase> recent = List.of();
    private @Nullable RunResult result;
    private @Nullable String defect;
    private boolean suspending;
    private boolean stopping;
    private Map<Integer, String> pods = Map.of();

    public static SnapshotDraft begun() {
        return new SnapshotDraft();
    }

    public SnapshotDraft live(Live value) {
        live = value;
        return this;
    }

    public SnapshotDraft cases(List<PhaseOutcomes> ended, List<EndedCase> bad) {
        phases = ended;
        failed = bad;
        return this;
    }

    public SnapshotDraft recent(NumberedCase... values) {
        recent = List.of(values);
        return this;
    }

    public SnapshotDraft result(RunResult value) {
        result = value;
        return this;
    }

    public SnapshotDraft defect(String value) {
        defect = value;
        return this;
    }

    public SnapshotDraft suspending(boolean value) {
        suspending = value;
        return this;
    }

    public SnapshotDraft stopping(boolean value) {
        stopping = value;
        return this;
    }

    public SnapshotDraft pods(Map<Integer, String> value) {
        pods = value;
        return this;
    }

    public RunSnapshot snapshot() {
        return new RunSnapshot(
                live,
                phases,
                failed,
                recent,
                result,
                List.of(),
                defect,
                suspending,
                stopping,
                Duration.ofSeconds(5),
                false,
                pods);
    }
}
