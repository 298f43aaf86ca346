package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.TakeoverFixture.cluster;
import static dev.loadtest.engine.coordinate.TakeoverFixture.rates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time between two coordinators, and what one of them was told. */
class TakeoverGapTest {
    @Test
    void gapIsListedAsPause() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        cluster.pass(30_000);
        int sent = cluster.sent().size();
        assertThat(sent).isLessThan(100);

        RunResult result = cluster.finish(cluster.drive());

        Books.Entry books = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(books.succeeded()).isEqualTo(200);
        assertThat(books.lateness().maxMicros()).isLessThan(1_000);
        assertThat(result.pauses()).hasSize(1).first().satisfies(pause -> {
            assertThat(pause.seconds()).isBetween(24.0, 26.5);
            assertThat(pause.reason()).contains("no operator");
        });
        assertThat(result.cases().getFirst().seconds()).isBetween(44.0, 47.0);
    }

    @Test
    void deadlineExcludesGap() {
        LoadPlan plan = plan().get("ok")
                .activeDeadline(Duration.ofSeconds(15))
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(20))))
                .build();
        VirtualCluster cluster = cluster(plan, 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        cluster.pass(60_000);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.totals().books().kind(Kind.TRACKED).sent()).isBetween(145L, 155L);
    }

    @Test
    void suspensionSurvivesTakeover() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.coordinator().suspend("suspend");
        cluster.pass(3_000);
        first.die();
        cluster.pass(2_000);
        VirtualCluster.Driver second = cluster.drive();
        cluster.pass(20_000);
        assertThat(cluster.sent()).hasSizeBetween(38, 41);

        second.coordinator().resume();
        RunResult result = cluster.finish(second);

        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(200);
        assertThat(result.pauses()).hasSize(1).first().satisfies(pause -> {
            assertThat(pause.seconds()).isBetween(24.9, 25.2);
            assertThat(pause.reason()).isEqualTo("suspend");
        });
    }

    @Test
    void commandsDuringTakeoverAreDeferred() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        VirtualCluster.Driver second = cluster.drive();
        second.coordinator().stop("stop was set");

        RunResult result = cluster.finish(second);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("stop was set");
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void supersededCoordinatorWritesNothing() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        VirtualCluster.Driver second = cluster.drive();
        RunResult result = cluster.finish(second);

        assertThat(first.result()).isCompletedExceptionally();
        assertThat(first.result().handle((value, failure) -> failure).join()).isInstanceOf(SupersededException.class);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(cluster.sent()).hasSize(200);
    }
}
