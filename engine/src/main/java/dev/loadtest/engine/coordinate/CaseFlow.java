package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.cases.CaseBooks;
import dev.loadtest.engine.coordinate.cases.CaseJudgement;
import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.PhaseRun;
import dev.loadtest.engine.coordinate.record.ResultAssembler;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.takeover.Checkpointer;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes the cases in order from their start to the closing of their books: sends orders, waits at barriers, judges.
 * Phases of a group are taken together.
 * Confined to the coordinator's loop.
 */
final class CaseFlow {
    private final Run run;
    private final Checkpointer checkpoints;
    private final BooleanSupplier running;
    private final Runnable allEnded;
    private final Consumer<String> phaseStops;
    private final Runnable counted;

    /**
     * @param running whether cases may be started now
     * @param allEnded called when every case has ended
     * @param phaseStops called when a failed phase ends the run
     * @param counted called when another part of a lost share was counted
     */
    CaseFlow(
            Run run,
            Checkpointer checkpoints,
            BooleanSupplier running,
            Runnable allEnded,
            Consumer<String> phaseStops,
            Runnable counted) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.running = running;
        this.allEnded = allEnded;
        this.phaseStops = phaseStops;
        this.counted = counted;
    }

    /** Advances as far as possible now. */
    void advance() {
        while (running.getAsBoolean()) {
            Optional<String> stops = passEnded();
            if (stops.isPresent()) {
                phaseStops.accept(stops.get());
                return;
            }
            List<PhaseRun> group = run.sequence().current();
            if (group.isEmpty()) {
                allEnded.run();
                return;
            }
            // One instant for all phases of the group that begin now.
            long together = earliestStart();
            group.forEach(phase -> startWaiting(phase, together));
            if (!group.stream().allMatch(PhaseRun::hasEnded)) {
                return;
            }
        }
    }

    private long earliestStart() {
        return run.loop().nanos() + run.workers().leadNanos();
    }

    /**
     * Skips groups of phases that have ended. A phase that ends the run does so once it has ended itself; why.
     */
    Optional<String> passEnded() {
        for (List<PhaseRun> group = run.sequence().current();
                !group.isEmpty();
                group = run.sequence().current()) {
            for (PhaseRun phase : group) {
                if (phase.hasEnded() && run.decisions().stopsRun(phase)) {
                    return Optional.of(
                            "phase " + phase.phase().name() + " has a failed case, and its onFailure is Stop");
                }
            }
            if (!group.stream().allMatch(PhaseRun::hasEnded)) {
                return Optional.empty();
            }
            run.sequence().next();
        }
        return Optional.empty();
    }

    /**
     * The first case that another coordinator may have started without a trace: a place for it may have been free by
     * now. Later cases may have been started too.
     */
    Optional<CaseRun> firstInDoubt() {
        for (List<PhaseRun> group : run.sequence().groups()) {
            long running = 0;
            for (PhaseRun phase : group) {
                long ofPhase = surelyRunning(phase);
                if (ofPhase < phase.phase().parallelCases() && !phase.waiting().isEmpty()) {
                    return Optional.of(phase.waiting().element());
                }
                running += ofPhase;
            }
            if (running > 0) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private long surelyRunning(PhaseRun phase) {
        return phase.cases().stream()
                .filter(item -> item.isSurelyRunning(run.clock().now()))
                .count();
    }

    /** @param together start of the phase's first case, in the loop's time */
    private void startWaiting(PhaseRun phase, long together) {
        while (!phase.waiting().isEmpty() && phase.running() < phase.phase().parallelCases()) {
            Map<String, List<CapturedValue>> captured = captured(phase);
            String obstacle = run.captures().obstacle(phase.phase(), phase.variant());
            if (obstacle.isEmpty()) {
                obstacle = run.sequence()
                        .obstacle(phase, captured, name -> run.captures().whyNone(phase.variant(), name));
            }
            boolean blocked = !obstacle.isEmpty();
            if (!blocked
                    && (run.workers().awaitsReplacement()
                            || run.workers().ready().isEmpty())) {
                return;
            }
            CaseRun item = phase.waiting().remove();
            if (blocked) {
                ended(item, Outcome.SKIPPED, obstacle, run.loop().nanos());
            } else {
                fire(item, captured, phase.hasStarted() ? earliestStart() : together);
            }
        }
    }

    private Map<String, List<CapturedValue>> captured(PhaseRun phase) {
        return phase.captured(() -> run.captures().freeze(phase, run.sequence().firstOfGroup(phase)));
    }

    private void fire(CaseRun item, Map<String, List<CapturedValue>> captured, long at) {
        List<WorkerLink> sharers = run.workers().ready();
        long schedule = run.clock().now() + (at - run.loop().nanos());
        item.begin(at, schedule, Math.max(0, at - run.time().lastEndNanos()));
        run.books().open(item);
        item.give(sharers, at, captured);
        checkpoints.changed();
        item.shares().each((link, share) -> link.fire(share.order()));
    }

    /** Re-sends orders that did not reach their workers before the previous coordinator died; they start now. */
    void fireMissing() {
        long at = run.loop().nanos() + run.workers().leadNanos();
        for (CaseRun item : run.books().open()) {
            Map<String, List<CapturedValue>> captured = captured(run.sequence().phaseOf(item));
            item.shares().each((link, share) -> {
                if (share.report() == null && link.begun() && !link.lost()) {
                    FireOrder order = share.order();
                    link.fire(new FireOrder(
                            order.caseId(),
                            order.worker(),
                            order.workers(),
                            link.clock().toWorker(at),
                            captured,
                            order.sharers()));
                }
            });
        }
    }

    /** Applies a worker's report. */
    void take(WorkerLink link, WorkerReport report) {
        checkpoints.picked(report.exemplars());
        for (ShareReport share : report.shares()) {
            CaseRun item = run.sequence().find(share.caseId());
            if (item != null && item.isOpen()) {
                item.shares().take(link, share);
                settle(item);
            }
        }
    }

    /** Ends a case whose shares have all ended, and closes one whose shares are all closed. */
    void settle(CaseRun item) {
        if (item.isRunning() && item.shares().allSharesEnded()) {
            CaseJudgement judgement = run.decisions().judge(item);
            run.captures().add(item);
            long end = run.time().toLoop(item.shares().endedMicros() * 1_000);
            // Without the missing users, the schedule would have continued.
            sayMissingUsers(item, item.phase().timeout().toNanos());
            ended(item, judgement.outcome(), judgement.reason(), Math.max(end, item.startNanos()));
        }
        if (item.hasEnded() && item.isOpen() && item.shares().allSharesClosed()) {
            item.shares().notSentByLeaving().forEach((worker, unsent) -> run.log()
                    .reasons()
                    .invalid("worker " + worker + " was told to end, and " + unsent + " requests of "
                            + item.item().id() + " were not sent"));
            CaseBooks books = run.books().close(item);
            run.log().checkBooks(run.plan(), item);
            checkpoints.closed(item, books);
        }
    }

    /** Counts the rest of lost shares; a long rate takes many turns of the loop. */
    void count(CaseRun item) {
        if (item.shares().count()) {
            checkpoints.changed();
            settle(item);
        } else {
            run.loop().at(run.loop().nanos(), () -> {
                count(item);
                counted.run();
            });
        }
    }

    private void sayMissingUsers(CaseRun item, long endNanos) {
        item.shares().missingUsers(run.plan(), endNanos).forEach((link, users) -> run.log()
                .missing(link, users, item));
    }

    /** Ends all open cases at the end of the run. */
    void endAll(String reason) {
        run.sequence().cases().forEach(item -> end(item, reason));
    }

    /** Ends an open case at the end of the run. */
    void end(CaseRun item, String reason) {
        long now = run.loop().nanos();
        if (item.isRunning()) {
            sayMissingUsers(item, item.elapsedNanos(run.clock().now()));
            ended(item, Outcome.ERROR, "stopped while running: " + reason, now);
        } else if (!item.hasEnded()) {
            ended(item, Outcome.SKIPPED, "the run ended before it: " + reason, now);
        }
    }

    private void ended(CaseRun item, Outcome outcome, String reason, long atNanos) {
        item.end(outcome, reason, atNanos);
        if (item.started()) {
            run.time().caseEnded(atNanos);
            checkpoints.changed();
        } else {
            checkpoints.closed(item, null);
        }
        run.observer()
                .caseEnded(
                        ResultAssembler.caseResult(item, run.log()),
                        run.sequence().percentEnded());
    }
}
