package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.coordinate.checkpoint.RunState.Seat;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.ResultAssembler;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.workers.Failure;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerDefectException;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a run that another coordinator drove: completed results from the checkpoint, the rest from the
 * workers. Identifies each worker, reads its clock and its full report; a worker of the checkpoint that does not answer
 * as the same incarnation is lost. Confined to the coordinator's loop.
 */
public final class Takeover implements WorkerLink.Listener {
    /** The reason that workers report after a stop of the whole run. */
    public static final String STOPPED = "stopped";

    private final Run run;
    private final Checkpoint before;
    private final RunState state;
    private final List<Worker> given;
    private final WorkerLink.Listener events;
    private final BiConsumer<Integer, String> defective;
    private final Runnable done;
    private final Map<Worker, WorkerStanding> standings = new LinkedHashMap<>();
    private final Map<Worker, String> silent = new HashMap<>();
    private final Map<WorkerLink, Known> known = new LinkedHashMap<>();
    private final Map<WorkerLink, String> departed = new LinkedHashMap<>();
    private int open;
    private boolean over;
    private boolean pausedThemselves;

    /** A worker's answers; reports and captures only if it has begun. */
    record Known(
            WorkerStanding standing,
            @Nullable WorkerReport report,
            @Nullable HeldCaptures captures) {}

    /**
     * @param events receives the events of the workers' links afterwards
     * @param defective called with the index of a worker that has a defect, and why
     * @param done called once everything is known and restored
     */
    public Takeover(
            Run run,
            Checkpoint before,
            List<Worker> given,
            WorkerLink.Listener events,
            BiConsumer<Integer, String> defective,
            Runnable done) {
        this.run = run;
        this.before = before;
        this.state = Objects.requireNonNull(before.head().run());
        this.given = given;
        this.events = events;
        this.defective = defective;
        this.done = done;
    }

    public void start() {
        open = given.size() + 1;
        for (Worker worker : given) {
            worker.standing()
                    .whenComplete((standing, failure) -> run.loop().execute(() -> stood(worker, standing, failure)));
        }
        stepDone(this::seat);
    }

    private void stood(Worker worker, @Nullable WorkerStanding standing, @Nullable Throwable failure) {
        if (failure == null) {
            standings.put(worker, Objects.requireNonNull(standing));
        } else {
            Throwable cause = Failure.of(failure);
            if (cause instanceof SupersededException how) {
                events.superseded(how);
                return;
            }
            String why = String.valueOf(cause.getMessage());
            silent.put(worker, why);
            if (cause instanceof WorkerDefectException) {
                defective.accept(worker.index(), why);
            }
        }
        stepDone(this::seat);
    }

    /** Assigns positions in the run's list to the workers, after the lost ones. */
    private void seat() {
        open = 1;
        Map<WorkerLink, WorkerStanding> present = new LinkedHashMap<>();
        for (Seat seat : state.workers()) {
            Worker worker = holder(seat);
            if (worker == null || seat.lost()) {
                WorkerLink link = addDeparted(seat);
                if (!seat.lost() && link.known()) {
                    departed.put(link, why(seat));
                }
            } else {
                present.put(add(worker), standings.get(worker));
            }
        }
        standings.forEach((worker, standing) -> {
            if (state.workers().stream().noneMatch(seat -> seat.incarnation().equals(standing.incarnation()))) {
                present.put(add(worker), standing);
            }
        });
        open += present.size();
        present.forEach(this::learn);
        stepDone(this::restore);
    }

    private WorkerLink add(Worker worker) {
        WorkerLink link = new WorkerLink(worker, run.loop(), this);
        run.workers().add(link);
        return link;
    }

    private @Nullable Worker holder(Seat seat) {
        for (Map.Entry<Worker, WorkerStanding> entry : standings.entrySet()) {
            if (entry.getKey().index() == seat.index()
                    && entry.getValue().incarnation().equals(seat.incarnation())) {
                return entry.getKey();
            }
        }
        return null;
    }

    private String why(Seat seat) {
        for (Map.Entry<Worker, String> entry : silent.entrySet()) {
            if (entry.getKey().index() == seat.index()) {
                return entry.getValue();
            }
        }
        return standings.keySet().stream().anyMatch(worker -> worker.index() == seat.index())
                ? "its process was restarted"
                : "it was gone when an operator took the run over";
    }

    private void learn(WorkerLink link, WorkerStanding standing) {
        link.meet(standing, () -> {
            if (!standing.begun()) {
                learnt(link, new Known(standing, null, null));
            } else if (state.captured().isEmpty()) {
                link.readAll(report -> learnt(link, new Known(standing, report, null)));
            } else {
                // In this order: a case forgotten between the two calls is in both answers, never in neither.
                link.readAll(report ->
                        link.ask(link.worker().captured(), held -> learnt(link, new Known(standing, report, held))));
            }
        });
    }

    private void learnt(WorkerLink link, Known all) {
        known.put(link, all);
        if (seated(link)) {
            link.admit();
        }
        stepDone(this::restore);
    }

    private boolean seated(WorkerLink link) {
        return run.workers().all().indexOf(link) < state.workers().size();
    }

    private void stepDone(Runnable next) {
        if (--open == 0) {
            next.run();
        }
    }

    /** Ends it early: the run is the checkpoint and the answers so far. */
    public void abandon() {
        if (!over) {
            over = true;
            for (Seat seat :
                    state.workers().stream().skip(run.workers().all().size()).toList()) {
                addDeparted(seat);
            }
            new Restoration(run, before, state, known).restore();
        }
    }

    private WorkerLink addDeparted(Seat seat) {
        WorkerLink link = WorkerLink.departed(seat.index(), seat.incarnation(), run.loop(), this);
        link.isLost();
        run.workers().add(link);
        return link;
    }

    private void restore() {
        over = true;
        pausedThemselves = new Restoration(run, before, state, known).restore();
        for (CaseRun item : run.sequence().cases()) {
            if (item.hasEnded()) {
                run.observer().caseKnown(ResultAssembler.caseResult(item, run.log()));
            }
        }
        done.run();
    }

    /** Visits each worker lost while there was no coordinator, with the reason. */
    public void forEachDeparted(BiConsumer<WorkerLink, String> action) {
        departed.forEach(action);
    }

    /**
     * The fate of workers in the last checkpoint that are gone; empty if none is. Orders given to them after it are
     * known only to the remaining workers.
     */
    public Optional<String> gone() {
        List<Integer> gone = new ArrayList<>();
        for (int place = 0; place < state.workers().size(); place++) {
            if (!state.workers().get(place).lost()
                    && !known.containsKey(run.workers().all().get(place))) {
                gone.add(state.workers().get(place).index());
            }
        }
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        boolean someAreLeft = known.keySet().stream().anyMatch(this::seated);
        return Optional.of(
                someAreLeft
                        ? "worker " + gone.getFirst() + " was lost while no operator drove the run"
                        : "no worker is left of those that the last checkpoint knew");
    }

    /** Whether the workers pause only for lack of a coordinator. */
    public boolean pausedThemselves() {
        return pausedThemselves;
    }

    /** Whether the run was stopped, which no checkpoint records. */
    public boolean wasStopped() {
        return known.values().stream()
                .anyMatch(all -> all.report() != null && all.report().stopped().equals(STOPPED));
    }

    @Override
    public void reported(WorkerLink link, WorkerReport report) {
        events.reported(link, report);
    }

    @Override
    public void lost(WorkerLink link, String why) {
        if (over) {
            events.lost(link, why);
        } else {
            departed.put(link, why);
            stepDone(this::restore);
        }
    }

    @Override
    public void superseded(SupersededException how) {
        events.superseded(how);
    }
}
