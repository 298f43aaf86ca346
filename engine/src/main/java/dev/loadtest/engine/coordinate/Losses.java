package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.LostShare;
import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.record.RunLog;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.share.Shares;
import java.util.Optional;
import java.util.OptionalLong;

/** Applies workers' reports, and accounts for workers that are lost or leaving. Confined to the coordinator's loop. */
final class Losses {
    private final Course course;
    private final Run run;
    private final LoadPlan plan;
    private final WorkerSet workers;

    Losses(Course course) {
        this.course = course;
        this.run = course.run();
        this.plan = course.plan();
        this.workers = course.workers();
    }

    void reported(WorkerLink link, WorkerReport report) {
        link.clock().heard(report, run.clock());
        if (report.stopped().equals(LostShare.REASON) && !link.leaving()) {
            leaving(link, report);
        } else {
            course.flow().take(link, report);
        }
    }

    /** The worker's process received SIGTERM: it sends nothing more, and is lost after its last report. */
    private void leaving(WorkerLink link, WorkerReport report) {
        course.openCases().forEach(item -> item.shares().leave(link, loss(item, link, true)));
        // Its report at the takeover is not repeated.
        boolean owes = report.shares().stream().anyMatch(LostShare::owes)
                || course.openCases().stream().anyMatch(item -> item.wasCutShortBy(plan, link));
        course.flow().take(link, report);
        link.leave();
        workers.vacate(link, course.flow()::advance);
        if (owes) {
            abortIfAsked("worker " + link.index() + " was told to end");
        }
    }

    void lost(WorkerLink link, String why) {
        course.log().lost(link, why);
        course.checkpoints().gone(link);
        workers.vacate(link, () -> waitIsOver(link, why));
        long unaccounted = 0;
        boolean usersMissing = false;
        String unreported = "";
        for (CaseRun item : course.openCases()) {
            Loss loss = loss(item, link, false);
            long ofCase = item.shares().lose(plan, link, loss);
            unaccounted += ofCase;
            usersMissing |= item.missesUsersOf(plan, link);
            if (ofCase > 0 && item.phase().shape() instanceof Shape.CountedUsers) {
                unreported = "; " + RunLog.unreported(loss);
            }
            course.flow().count(item);
        }
        String what = "worker " + link.index() + " was lost (" + why + ")";
        if (unaccounted > 0) {
            course.log()
                    .reasons()
                    .invalid(what + ", and with it the outcomes of " + unaccounted + " requests" + unreported);
        }
        if (link.defective() && !workers.exhausted()) {
            // Before anything may end the run as if it were a mere loss.
            course.stage().end(Ending.error(course.log(), what));
        }
        if (unaccounted > 0 || usersMissing) {
            abortIfAsked(what);
        }
        goOnWithout(why);
    }

    private void abortIfAsked(String what) {
        if (plan.onWorkerLoss() == LoadPlan.OnWorkerLoss.ABORT) {
            course.stage().end(Ending.aborted(course.log(), what + ", and onWorkerLoss is Abort"));
        }
    }

    /** Latest possible progress of a worker's share at its loss or its end. */
    Loss loss(CaseRun item, WorkerLink link, boolean leaving) {
        long elapsed = item.elapsedNanos(run.clock().now());
        OptionalLong heard = link.clock().heardSchedule();
        long reported = heard.isPresent() ? Math.max(0, item.elapsedNanos(heard.getAsLong())) : -1;
        return new Loss(
                elapsed + link.clock().aheadNanos(),
                reported,
                Math.max(0, run.time().now()),
                leaving);
    }

    private void waitIsOver(WorkerLink link, String why) {
        if (course.stage().goesOn() && !workers.isManned(link.index()) && !workers.exhausted()) {
            course.log()
                    .reasons()
                    .note("worker " + link.index() + " was lost (" + why + "), and none came in its place within "
                            + workers.patience().toSeconds() + " s" + workers.hindrance() + ": what followed ran on "
                            + workers.ready().size() + " of " + workers.places() + " workers");
        }
        goOnWithout(why);
    }

    /** Decides how the run continues without a lost worker. */
    void goOnWithout(String why) {
        if (workers.exhausted()) {
            course.stage().end(Ending.error(course.log(), "no worker is left: " + why));
        }
        course.startup().look();
        course.goFurther();
    }

    /**
     * Cases do not wait for checkpoints, so the last one may lack the newest orders. If all workers that received them
     * are gone, nothing shows these orders, and their cases are ordered again.
     *
     * @param gone which workers are lost
     */
    void sayWhatMayBeSentTwice(String gone) {
        Optional<CaseRun> first =
                run.time().drains() ? Optional.empty() : course.flow().firstInDoubt();
        first.ifPresent(item -> {
            OptionalLong requests = Shares.total(item.phase().shape());
            String reason = gone + ": " + item.item().id()
                    + (requests.isPresent() ? " (" + requests.getAsLong() + " requests)" : "")
                    + ", and cases after it, may have been sent after that checkpoint, and are sent again";
            course.log().reasons().invalid(reason);
            abortIfAsked(reason);
        });
    }

    /** Closes the books of a case at once, as if all its workers were lost. */
    void writeOff(CaseRun item) {
        for (WorkerLink link : item.shares().workers()) {
            item.shares().lose(plan, link, loss(item, link, false));
        }
        while (!item.shares().count()) {
            // Nothing else remains to be done.
        }
        course.flow().settle(item);
    }
}
