package dev.loadtest.operator.serve;

import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.run.Runs;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The operator's own metrics. Any thread. */
public final class OperatorMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public OperatorMetrics(Runs runs) {
        registry.gauge("loadtest.operator.runs", runs, Runs::size);
        new JvmMemoryMetrics().bindTo(registry);
    }

    /** Counts a reconciliation by its decision. */
    public void decided(Decision decision) {
        registry.counter(
                        "loadtest.operator.reconciliations",
                        "decision",
                        decision.getClass().getSimpleName())
                .increment();
    }

    /** Prometheus' text format. */
    String scrape() {
        return registry.scrape();
    }
}
