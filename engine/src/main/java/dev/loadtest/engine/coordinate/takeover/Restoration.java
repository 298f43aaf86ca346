package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.cases.CapturePool;
import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.PhaseRun;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.coordinate.checkpoint.RunState.PauseRecord;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Restores the state of a run from a checkpoint and the workers' reports. Confined to the coordinator's loop. */
public final class Restoration {
    /** Reason of pauses by workers themselves. */
    public static final String UNSEEN = "the workers heard of no operator";
    /** Revision of exemplars that a shard contains. */
    static final long STORED = 0;
    /** Revision of exemplars that workers reported at the takeover. */
    static final long REPORTED = 1;

    /** Shorter differences are clock errors, not pauses. */
    private static final long UNSEEN_AT_LEAST = 1_000_000;

    private final Run run;
    private final Checkpoint before;
    private final RunState state;
    private final Map<WorkerLink, Takeover.Known> known;
    /** Workers that are not lost by the last head, by index: no other worker received an order after it. */
    private final Map<Integer, WorkerLink> seated = new HashMap<>();

    Restoration(Run run, Checkpoint before, RunState state, Map<WorkerLink, Takeover.Known> known) {
        this.run = run;
        this.before = before;
        this.state = state;
        this.known = known;
        for (int place = 0; place < state.workers().size(); place++) {
            WorkerLink link = run.workers().all().get(place);
            if (!state.workers().get(place).lost()) {
                seated.put(link.index(), link);
            }
        }
    }

    /** Restores everything; returns whether the workers pause only for lack of a coordinator. */
    public boolean restore() {
        origin().ifPresent(run.time()::origin);
        run.log().restore(state);
        before.shards().forEach(this::restore);
        state.decided().forEach(run.decisions()::restore);
        boolean paused = false;
        if (run.time().hasOrigin()) {
            run.time().caseEnded(run.time().toLoop(state.lastEndNanos()));
            if (state.drainNanos() >= 0) {
                run.time().drains(run.time().toLoop(state.drainNanos()));
            }
            run.time().endedEarly(state.endedEarly());
            paused = pauses();
            state.open().forEach(this::reopen);
            List<CaseRun> ended =
                    run.sequence().cases().stream().filter(CaseRun::hasEnded).toList();
            reports();
            captures(ended);
        }
        run.sequence().phases().forEach(PhaseRun::resume);
        return paused;
    }

    /** The origin of run time: from the worker with the most exact clock offset, or from the time of day. */
    private Optional<Long> origin() {
        Optional<Long> told = known.entrySet().stream()
                .filter(entry -> entry.getValue().standing().begun())
                .min(Comparator.comparingLong(entry -> entry.getKey().clock().roundTripNanos()))
                .map(entry -> entry.getKey()
                        .clock()
                        .toCoordinator(entry.getValue().standing().originNanos()));
        if (told.isPresent() || state.originEpochMicros() == 0) {
            return told;
        }
        long ago = run.loop().epochMicros() - state.originEpochMicros();
        return Optional.of(run.loop().nanos() - ago * 1_000);
    }

    private void restore(CheckpointShard shard) {
        for (CheckpointShard.ClosedCase closed : shard.cases()) {
            CaseRun item = run.sequence().find(closed.caseId());
            if (item != null) {
                item.restore(closed, run.time());
            }
        }
        shard.tallies().forEach(run.books()::restore);
        run.exemplars().addAll(shard.exemplars(), STORED);
        for (CheckpointShard.GoneWorker gone : shard.gone()) {
            run.workers().all().get(gone.worker()).restore(gone);
        }
    }

    /** The workers' knowledge of pauses overrides the head, which may be older than the last pause. */
    private boolean pauses() {
        List<PauseState> told = new ArrayList<>();
        long since = Long.MAX_VALUE;
        for (Map.Entry<WorkerLink, Takeover.Known> entry : known.entrySet()) {
            WorkerReport report = entry.getValue().report();
            if (report != null) {
                told.add(report.pause());
                if (report.pause().paused()) {
                    since = Math.min(
                            since,
                            entry.getKey().clock().toCoordinator(report.pause().sinceNanos()));
                }
            }
        }
        boolean standing = since != Long.MAX_VALUE;
        long unseen = told.stream().mapToLong(PauseState::totalNanos).max().orElse(0)
                - run.log().pausedNanos(Long.MAX_VALUE);
        PauseRecord open = run.log().pause();
        if (open != null && !standing && !told.isEmpty()) {
            run.log().pauseEnds(run.time().toLoop(open.startNanos()) + Math.max(0, unseen));
        } else if (open == null && unseen > UNSEEN_AT_LEAST) {
            run.log().pausedUnseen(unseen, UNSEEN);
        }
        run.clock().restore(run.log().pausedNanos(Long.MAX_VALUE));
        PauseRecord still = run.log().pause();
        if (still != null) {
            run.clock().pauseSince(run.time().toLoop(still.startNanos()));
        } else if (standing) {
            run.clock().pauseSince(since);
            run.log().pauseBegan(since, UNSEEN);
            return true;
        }
        return false;
    }

    private void reopen(OpenCase open) {
        CaseRun item = run.sequence().find(open.caseId());
        if (item == null) {
            return;
        }
        List<WorkerLink> sharers = open.sharers().stream()
                .map(place -> run.workers().all().get(place))
                .toList();
        give(item, run.time().toLoop(open.startNanos()), open.gapNanos(), sharers);
        item.shares().restoreSkew(open.startSkewNanos());
        for (OpenCase.LostPart part : open.lost()) {
            item.shares().restoreLost(run.plan(), sharers.get(part.place()), part);
        }
        if (open.outcome() != null) {
            item.end(open.outcome(), open.reason(), run.time().toLoop(open.endNanos()));
        }
    }

    private void give(CaseRun item, long startNanos, long gapNanos, List<WorkerLink> sharers) {
        long schedule = startNanos - run.log().pausedNanos(run.time().toRun(startNanos));
        item.begin(startNanos, schedule, gapNanos);
        item.give(sharers, startNanos, Map.of());
        run.books().open(item);
    }

    /** Applies the workers' reports, the only source of cases started after the last commit. */
    private void reports() {
        known.values().forEach(all -> {
            WorkerReport report = all.report();
            if (report != null) {
                run.exemplars().addAll(report.exemplars(), REPORTED);
            }
        });
        Map<String, Long> ends = new HashMap<>();
        forEachShare((link, share) -> {
            if (share.ended()) {
                ends.merge(share.caseId(), run.time().toLoop(share.endedMicros() * 1_000), Math::max);
            }
        });
        forEachShare((link, share) -> {
            CaseRun item = run.sequence().find(share.caseId());
            if (item == null) {
                return;
            }
            if (item.hasEnded() && !item.isOpen()) {
                link.command(link.worker().forget(List.of(share.caseId())));
                return;
            }
            if (!item.started()) {
                long start = link.clock().toCoordinator(share.order().startNanos());
                give(item, start, gap(start, ends), sharers(share));
            }
            item.shares().take(link, share);
        });
    }

    private List<WorkerLink> sharers(ShareReport share) {
        List<WorkerLink> sharers = new ArrayList<>();
        for (int index : share.order().sharers()) {
            WorkerLink link = seated.get(index);
            if (link == null) {
                throw new IllegalStateException(
                        "no checkpoint tells of worker " + index + ", which shares " + share.caseId());
            }
            sharers.add(link);
        }
        return sharers;
    }

    private long gap(long startNanos, Map<String, Long> ends) {
        long last = run.time().toLoop(state.lastEndNanos());
        for (long end : ends.values()) {
            if (end <= startNanos) {
                last = Math.max(last, end);
            }
        }
        return Math.max(0, startNanos - last);
    }

    private interface ShareAction {
        void accept(WorkerLink link, ShareReport share);
    }

    private void forEachShare(ShareAction action) {
        known.forEach((link, all) -> {
            WorkerReport report = all.report();
            if (report != null) {
                report.shares().forEach(share -> action.accept(link, share));
            }
        });
    }

    /** @param ended ended cases by the checkpoint, to which its digests refer */
    private void captures(List<CaseRun> ended) {
        CapturePool pool = run.captures();
        forEachShare((link, share) -> {
            CaseRun item = run.sequence().find(share.caseId());
            if (item != null && ended.contains(item)) {
                share.captured().forEach((name, values) -> pool.add(item, name, values));
            }
        });
        Map<String, Map<String, List<CapturedValue>>> given = new TreeMap<>();
        for (Takeover.Known all : known.values()) {
            HeldCaptures held = all.captures();
            if (held != null) {
                held.cases().forEach(part -> add(pool, part));
                held.given().forEach(list -> given.computeIfAbsent(list.variant(), any -> new TreeMap<>())
                        .merge(list.name(), list.values(), (a, b) -> a.size() >= b.size() ? a : b));
            }
        }
        pool.check(state.captured(), given);
        for (PhaseRun phase : run.sequence().phases()) {
            boolean waits = phase.cases().stream().anyMatch(item -> !item.started() && !item.hasEnded());
            String obstacle = pool.obstacle(phase.phase(), phase.variant());
            if (waits && !obstacle.isEmpty()) {
                run.log().reasons().invalid(obstacle);
            }
        }
    }

    private void add(CapturePool pool, HeldCaptures.OfCase part) {
        CaseRun item = run.sequence().find(part.caseId());
        if (item != null) {
            part.captured().forEach((name, values) -> pool.add(item, name, values));
        }
    }
}
