package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.LatencyHistogram;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.ScheduleClock;
import java.util.List;

/** Makes a {@link Live} of the running run. Confined to the coordinator's loop. */
final class LiveView {
    private final PhaseSequence sequence;
    private final RunBooks books;
    private final List<WorkerLink> links;
    private final ScheduleClock clock;

    LiveView(PhaseSequence sequence, RunBooks books, List<WorkerLink> links, ScheduleClock clock) {
        this.sequence = sequence;
        this.books = books;
        this.links = links;
        this.clock = clock;
    }

    Live look(Live.State state) {
        TallySheet sheet = books.closed().sheet().copy();
        LatencyHistogram running = new LatencyHistogram();
        double elapsed = 0;
        for (CaseRun item : books.open()) {
            TallySheet open = item.sheet();
            sheet.add(open);
            if (item.isRunning()) {
                elapsed += item.elapsedShare(clock.now());
                open.forEach((key, tally) -> {
                    if (key.kind() == Kind.TRACKED) {
                        running.add(tally.response());
                    }
                });
            }
        }
        long sent = sheet.sent(Kind.TRACKED) + sheet.sent(Kind.FIRE_AND_FORGET);
        long inFlight = sheet.inFlight(Kind.TRACKED) + sheet.inFlight(Kind.FIRE_AND_FORGET);
        long ended = sequence.cases().stream().filter(CaseRun::hasEnded).count();
        return new Live(
                state,
                sequence.cases().stream()
                        .filter(CaseRun::isRunning)
                        .map(item -> item.item().id())
                        .toList(),
                Math.min(
                        100,
                        100.0 * (ended + elapsed) / Math.max(1, sequence.cases().size())),
                sent,
                sent - inFlight,
                inFlight,
                sheet.failures(Kind.TRACKED) + sheet.failures(Kind.FIRE_AND_FORGET),
                perSecond(),
                running.percentiles().p99());
    }

    /** Sends in the last second that is whole for every worker. */
    private double perSecond() {
        long last = Long.MAX_VALUE;
        for (WorkerLink link : links) {
            last = Math.min(last, link.timeline().lastSecond());
        }
        double sent = 0;
        for (WorkerLink link : links) {
            sent += link.timeline().sentIn(last - 1);
        }
        return last < 1 ? 0 : sent;
    }
}
