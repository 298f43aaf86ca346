package dev.loadtest.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.run.Runs;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator says of itself. */
class OperatorMetricsTest {

    private static double leader(OperatorMetrics metrics) {
        return metrics.snapshots().stream()
                .filter(it -> it.getMetadata().getName().equals("loadtest_operator_leader"))
                .map(GaugeSnapshot.class::cast)
                .findFirst()
                .orElseThrow()
                .getDataPoints()
                .getFirst()
                .getValue();
    }

    /** Micrometer holds what it reads by a weak reference, unless told otherwise. */
    @Test
    @Timeout(60)
    void leaderIsReadAfterCollections() {
        AtomicBoolean leads = new AtomicBoolean(true);
        OperatorMetrics metrics = new OperatorMetrics(new Runs(), List::of, leads::get, () -> 0);
        WeakReference<Object> collected = new WeakReference<>(new Object());
        while (collected.get() != null) {
            System.gc();
        }

        assertThat(leader(metrics)).isEqualTo(1);
    }

    @Test
    void leaderFollows() {
        AtomicBoolean leads = new AtomicBoolean(true);
        long[] now = {0};
        OperatorMetrics metrics = new OperatorMetrics(new Runs(), List::of, leads::get, () -> now[0]);
        assertThat(leader(metrics)).isEqualTo(1);
        leads.set(false);
        now[0] = TimeUnit.MINUTES.toNanos(1);

        assertThat(leader(metrics)).isZero();
    }
}
