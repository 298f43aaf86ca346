package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.checkpoint.RunState.PauseRecord;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.timeline.OverTimeTable;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import java.util.List;

/**
 * A snapshot of a run over time. Immutable: taken on the coordinator's loop, which has no time to merge it, and read
 * on any thread.
 *
 * @param nanos run time at which it was taken; 0 before its start
 * @param timelines of all workers
 * @param started cases in the order of the plan
 * @param pauses in run time; an open pause has an end before its start
 */
public record RunCourse(
        LoadPlan plan, long nanos, List<Timeline> timelines, List<StartedCase> started, List<PauseRecord> pauses) {

    /**
     * A case that was started.
     *
     * @param startNanos in run time
     * @param endNanos its end, or the instant of this snapshot
     */
    public record StartedCase(String phase, String variant, long startNanos, long endNanos) {}

    public RunCourse {
        timelines = List.copyOf(timelines);
        started = List.copyOf(started);
        pauses = List.copyOf(pauses);
    }

    /** On the coordinator's loop. */
    public static RunCourse of(Run run) {
        RunTime time = run.time();
        long now = time.now();
        return new RunCourse(
                run.plan(),
                now,
                run.workers().all().stream()
                        .map(WorkerLink::timeline)
                        .map(Timeline::snapshot)
                        .toList(),
                run.sequence().cases().stream()
                        .filter(CaseRun::started)
                        .map(item -> new StartedCase(
                                item.item().phase(),
                                item.item().variant(),
                                time.toRun(item.startNanos()),
                                item.hasEnded() ? time.toRun(item.endNanos()) : now))
                        .toList(),
                run.log().pauseRecords());
    }

    /** Merges it; see {@link OverTimeTable#of}. */
    public OverTime overTime(int maxBuckets, int maxCells) {
        OverTime overTime = OverTimeTable.of(TimelineSeries.of(plan), timelines, maxBuckets, maxCells);
        return overTime.withPlanned(new PlannedLoad(this).over(overTime.bucketSeconds()));
    }
}
