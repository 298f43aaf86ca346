package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.TakeoverFixture.cluster;
import static dev.loadtest.engine.coordinate.TakeoverFixture.rates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import org.junit.jupiter.api.Test;

/** What a run writes into its checkpoint, and when it waits for it. */
class CheckpointOfRunTest {
    @Test
    void takeoverAfterEndHasSameResult() {
        VirtualCluster cluster = cluster(rates(), 2);
        RunResult told = cluster.finish(cluster.drive());

        RunResult again = cluster.finish(cluster.drive());

        assertThat(again.totals()).isEqualTo(told.totals());
        assertThat(again.cases()).isEqualTo(told.cases());
        assertThat(again.histograms()).isEqualTo(told.histograms());
        assertThat(again.timeline()).isEqualTo(told.timeline());
        assertThat(again.overTime()).isEqualTo(told.overTime());
        assertThat(again.verdict()).isEqualTo(told.verdict());
        assertThat(again.startTime()).isEqualTo(told.startTime());
    }

    @Test
    void onlyEndWaitsForCheckpoint() {
        VirtualCluster cluster =
                cluster(rates(phase("later", "ok").iterations(5).burst(20)), 2);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(4_000);
        cluster.store().away(true);
        cluster.pass(30_000);
        assertThat(cluster.told()).hasSize(6);
        assertThat(driver.result()).isNotDone();

        cluster.store().away(false);

        assertThat(cluster.finish(driver).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void manyCasesInFewShards() {
        VirtualCluster cluster = cluster(
                plan().get("ok").phase(phase("many", "ok").iterations(300)).build(), 2);
        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(cluster.store().head()).isNotNull().satisfies(head -> assertThat(head.shards())
                .hasSizeLessThan(10));
    }
}
