package dev.loadtest.cli.cluster.follow;

import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.cluster.api.TestWatch;
import dev.loadtest.cli.display.EndedCase;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.RunDisplay;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.result.RunResult.CaseResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Shows what a watch of one LoadTest sees, until it has ended. Any thread. */
public final class Follower implements TestWatch.Listener {
    /** An operator that runs has seen a LoadTest by then. */
    static final Duration UNSEEN = Duration.ofSeconds(20);
    /** A refused LoadTest may become valid: what it refers to may be made just now. */
    static final Duration REFUSED = Duration.ofSeconds(30);

    private final String uid;
    private final RunDisplay display;
    private final Later later;
    private final CaseFeed feed;
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private String notice = "";
    private boolean reconciled;
    private boolean away;
    private boolean toldGap;
    /** Counts the times that it was found to be refused. */
    private int refusals;

    private boolean refused;

    private Follower(ObservedTest test, RunDisplay display, Later later, CaseFeed feed) {
        this.uid = test.uid();
        this.display = display;
        this.later = later;
        this.feed = feed;
        later.after(UNSEEN, this::tellUnseen);
        seen(test);
    }

    /** Of a new LoadTest: prints every case. */
    public static Follower ofNew(ObservedTest test, RunDisplay display, Later later) {
        return new Follower(test, display, later, CaseFeed.all());
    }

    /** Of one that may be under way: prints the cases that end from now on, and the last ones before. */
    public static Follower ofRunning(ObservedTest test, RunDisplay display, Later later) {
        boolean over = test.status() != null && test.status().completionTime() != null;
        return new Follower(test, display, later, over ? CaseFeed.all() : CaseFeed.fromNow());
    }

    public CompletableFuture<Ended> ended() {
        return ended;
    }

    @Override
    public synchronized void seen(ObservedTest test) {
        if (away) {
            away = false;
            display.notice("the API server answers again");
        }
        LoadTestStatus status = test.status();
        if (!test.uid().equals(uid)) {
            gone();
        } else if (status != null && !ended.isDone()) {
            // An API server puts -1 into a new object.
            reconciled |= Objects.requireNonNullElse(status.observedGeneration(), 0L) >= 0;
            show(test, status);
        }
    }

    private void show(ObservedTest test, LoadTestStatus status) {
        boolean first = feed.skipped() == 0;
        feed.take(status.recentCases()).forEach(display::ended);
        if (first && feed.skipped() > 0) {
            display.notice("note: " + feed.skipped() + " cases ended before; the report lists them");
        }
        if (feed.waiting() > 0 && !toldGap) {
            toldGap = true;
            display.notice(
                    "note: more cases have ended at once than a status lists; their lines, and those behind them,"
                            + " follow with the results");
        }
        if (status.completionTime() != null) {
            ended.complete(new Ended.Finished(test));
            return;
        }
        String now = OneLine.of(StatusText.notice(status));
        if (!now.equals(notice)) {
            notice = now;
            if (!now.isEmpty()) {
                display.notice(now);
            }
        }
        display.status(StatusText.live(status));
        refused(test, status);
    }

    private void refused(ObservedTest test, LoadTestStatus status) {
        boolean before = refused;
        refused = StatusText.isRefused(status);
        if (refused && !before) {
            int refusal = ++refusals;
            later.after(REFUSED, () -> giveUp(refusal, test, status));
        }
    }

    private synchronized void giveUp(int refusal, ObservedTest test, LoadTestStatus status) {
        if (refused && refusal == refusals) {
            ended.complete(new Ended.Refused(test, Objects.requireNonNullElse(status.message(), "it is not valid")));
        }
    }

    private synchronized void tellUnseen() {
        if (!reconciled && !ended.isDone()) {
            display.notice("note: no operator has seen it for " + UNSEEN.toSeconds()
                    + " s: is one installed and running, and does it watch this namespace?"
                    + " kubectl get pods -A -l app.kubernetes.io/name=loadtest-operator");
        }
    }

    @Override
    public synchronized void gone() {
        ended.complete(new Ended.Gone());
    }

    @Override
    public synchronized void trouble(String why) {
        if (!away && !ended.isDone()) {
            away = true;
            display.notice("the API server cannot be asked now (" + OneLine.of(why)
                    + "); the load test goes on without this command, which tries again");
        }
    }

    /** Prints the cases that no status has listed. */
    public synchronized void fill(List<CaseResult> all) {
        feed.rest(all).forEach(display::ended);
    }

    /** Prints what is known where there are no results. */
    public synchronized void fillWithoutResults() {
        List<EndedCase> rest = feed.rest(List.of());
        rest.forEach(display::ended);
    }
}
