package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.cases.ShareTable;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.ClosedCase;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.GoneWorker;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.coordinate.checkpoint.RunState.Seat;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records for the checkpoint, from the current state of a run. */
final class CaseRecords {
    /** A lost worker's timeline is joined to at most this many stretches. */
    private static final int GONE_SECONDS = 600;

    private CaseRecords() {}

    static ClosedCase closed(RunTime time, CaseRun item) {
        Outcome outcome = item.outcome();
        if (outcome == null) {
            throw new IllegalStateException(item.item().id() + " has not ended");
        }
        return new ClosedCase(
                item.item().id(),
                outcome,
                item.reason(),
                item.started() ? time.toRun(item.startNanos()) : -1,
                item.started() ? time.toRun(item.endNanos()) : -1,
                item.gapNanos(),
                item.startSkewNanos(),
                item.totals(),
                item.captures(),
                item.samples());
    }

    static GoneWorker gone(int place, WorkerLink link) {
        WorkerReport last = link.latest();
        return new GoneWorker(
                place,
                link.timeline().state(GONE_SECONDS),
                last == null ? 0 : last.worstLagNanos(),
                last == null ? 0 : last.starvedSeconds(),
                last == null ? 0 : last.paced(),
                last == null ? Resends.NONE : last.resends(),
                last == null ? TokenRequests.NONE : last.tokenRequests(),
                last == null ? GeneratorFaults.NONE : last.faults(),
                last == null ? HostHealth.UNKNOWN : last.health());
    }

    static RunState state(Run run) {
        RunTime time = run.time();
        List<WorkerLink> links = run.workers().all();
        return new RunState(
                run.log().startEpochMicros(),
                run.log().originEpochMicros(),
                time.hasOrigin() ? time.toRun(time.lastEndNanos()) : 0,
                time.drains() ? time.toRun(time.drainNanos()) : -1,
                time.endedEarly(),
                links.stream()
                        .map(link -> new Seat(link.index(), link.incarnation(), link.lost()))
                        .toList(),
                run.log().pauseRecords(),
                run.log().losses(),
                run.log().reasons().all(),
                run.books().open().stream().map(item -> open(run, item)).toList(),
                run.decisions().records(),
                run.captures().digests());
    }

    private static OpenCase open(Run run, CaseRun item) {
        List<Integer> sharers = new ArrayList<>();
        List<OpenCase.LostPart> lost = new ArrayList<>();
        item.shares().each((link, share) -> {
            if (link.lost()) {
                lost.add(lost(sharers.size(), share));
            }
            sharers.add(run.workers().all().indexOf(link));
        });
        return new OpenCase(
                item.item().id(),
                run.time().toRun(item.startNanos()),
                item.gapNanos(),
                item.startSkewNanos(),
                sharers,
                item.outcome(),
                item.reason(),
                item.hasEnded() ? run.time().toRun(item.endNanos()) : 0,
                lost);
    }

    private static OpenCase.LostPart lost(int place, ShareTable.Share share) {
        ShareReport report = share.report();
        return new OpenCase.LostPart(
                place,
                report == null ? -1 : report.endedMicros(),
                report != null && report.timedOut(),
                (report == null ? new TallySheet() : report.sheet()).state(),
                (report == null ? new BlockSheet() : report.blocks()).state(),
                report == null ? UnitCounts.NONE : report.units(),
                report == null ? Map.of() : report.failures(),
                report == null ? 0 : report.tries(),
                share.loss(),
                report != null && report.closed());
    }
}
