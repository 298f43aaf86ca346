package dev.loadtest.operator.serve;

import dev.loadtest.control.metrics.Exposition;
import dev.loadtest.control.serve.Page;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.run.Runs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The operator's own metrics, and those of all runs. Any thread. */
public final class OperatorMetrics {
    private final Exposition exposition;

    /**
     * @param tests all LoadTests that exist, as last seen; empty in a replica that stands by
     * @param leads whether this replica leads
     * @param nanos a monotonic clock
     */
    public OperatorMetrics(
            Runs runs, Supplier<? extends Collection<LoadTest>> tests, BooleanSupplier leads, LongSupplier nanos) {
        exposition = new Exposition(new FleetMetrics(runs, tests)::collect, nanos);
        Gauge.builder("loadtest.operator.runs", runs, Runs::size)
                .description("Runs that this operator drives")
                .register(exposition.meters());
        Gauge.builder("loadtest.operator.leader", leads, it -> it.getAsBoolean() ? 1 : 0)
                .description("1 if this replica leads")
                // Nothing else holds the supplier, and without its object a gauge is NaN.
                .strongReference(true)
                .register(exposition.meters());
        new JvmMemoryMetrics().bindTo(exposition.meters());
    }

    /** Counts a reconciliation by its decision. */
    public void decided(Decision decision) {
        Counter.builder("loadtest.operator.reconciliations")
                .description("Reconciliations by their decision")
                .tag("decision", decision.getClass().getSimpleName())
                .register(exposition.meters())
                .increment();
    }

    /** All current values, at most a second old; may block. */
    public MetricSnapshots snapshots() {
        return exposition.snapshots();
    }

    /** The page of Prometheus. */
    Page page() {
        return exposition;
    }
}
