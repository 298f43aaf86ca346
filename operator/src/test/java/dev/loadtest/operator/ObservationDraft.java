package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An observation that differs from another one in some fields. */
public final class ObservationDraft {
    private final Observation seen;
    private LoadTest test;
    private Pods pods;
    private List<String> obstacles;
    private Optional<ConfigMap> plan;
    private Optional<FileListing> listing;
    private Optional<RunSnapshot> run;
    private Optional<TakeoverFailure> failure;
    private Admission admission;
    private Inputs inputs;
    private Instant now;

    private ObservationDraft(Observation seen) {
        this.seen = seen;
        this.test = seen.test();
        this.pods = seen.pods();
        this.obstacles = seen.obstacles();
        this.plan = seen.plan();
        this.listing = seen.listing();
        this.run = seen.run();
        this.failure = seen.takeoverFailure();
        this.admission = seen.admission();
        this.inputs = seen.inputs();
        this.now = seen.now();
    }

    public static ObservationDraft of(Observation seen) {
        return new ObservationDraft(seen);
    }

    public ObservationDraft test(LoadTest value) {
        test = value;
        return this;
    }

    public ObservationDraft plan(Optional<ConfigMap> value) {
        plan = value;
        return this;
    }

    public ObservationDraft listing(Optional<FileListing> value) {
        listing = value;
        return this;
    }

    public ObservationDraft pods(Pods value) {
        pods = value;
        return this;
    }

    public ObservationDraft obstacles(List<String> value) {
        obstacles = value;
        return this;
    }

    public ObservationDraft run(RunSnapshot value) {
        run = Optional.of(value);
        return this;
    }

    public ObservationDraft failure(TakeoverFailure value) {
        failure = Optional.of(value);
        return this;
    }

    public ObservationDraft admission(Admission value) {
        admission = value;
        return this;
    }

    public ObservationDraft inputs(Inputs value) {
        inputs = value;
        return this;
    }

    public ObservationDraft now(Instant value) {
        now = value;
        return this;
    }

    public Observation observation() {
        return new Observation(
                test,
                plan,
                seen.job(),
                seen.networkPolicy(),
                pods,
                obstacles,
                run,
                failure,
                listing,
                admission,
                inputs,
                now);
    }
}
