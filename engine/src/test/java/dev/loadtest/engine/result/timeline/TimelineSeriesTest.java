package dev.loadtest.engine.result.timeline;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.result.timeline.TimelineSeries.Key;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineSeriesTest {

    @Test
    void eachRequestOfEachPhaseAndEachJourney() {
        TimelineSeries series = TimelineSeries.of(plan().get("a")
                .get("b")
                .journey("visit", step("a"), step("b"), step("a"))
                .phase(phase("one", "a", "b").burst(1))
                .phase(journeys("two", "visit").burst(1))
                .build());

        assertThat(series.keys())
                .containsExactly(
                        new Key("one", "a", ""),
                        new Key("one", "b", ""),
                        new Key("two", "", "visit"),
                        new Key("two", "a", ""),
                        new Key("two", "b", ""));
        assertThat(series.ofRequest("two", "b")).isEqualTo(4);
        assertThat(series.ofJourney("two", "visit")).isEqualTo(2);
        assertThat(series.ofJourney("one", "visit")).isEqualTo(Timeline.NO_SERIES);
        assertThat(series.isShared()).isFalse();
    }

    @Test
    void phasesThatDoNotRunHaveNone() {
        TimelineSeries series = TimelineSeries.of(plan().get("a")
                .phase(phase("one", "a").burst(1))
                .phase(phase("two", "a").burst(1))
                .selection(new Selection(null, Set.of("two")))
                .build());

        assertThat(series.keys()).containsExactly(new Key("two", "a", ""));
        assertThat(series.ofRequest("one", "a")).isEqualTo(Timeline.NO_SERIES);
    }

    /** However many requests and phases there are, memory is bounded and every request belongs to a series. */
    @Test
    void manyRequestsShare() {
        String[] names = IntStream.range(0, 100).mapToObj(i -> "r" + i).toArray(String[]::new);
        PlanFixture plan = plan();
        for (String name : names) {
            plan.get(name);
        }
        for (int i = 0; i < 40; i++) {
            plan.phase(phase("p" + i, names).burst(1));
        }

        TimelineSeries series = TimelineSeries.of(plan.build());

        assertThat(series.keys()).hasSize(TimelineSeries.MAX_SERIES);
        assertThat(series.isShared()).isTrue();
        assertThat(series.keys().get(series.ofRequest("p0", "r63"))).isEqualTo(new Key("p0", "r63", ""));
        assertThat(series.keys().get(series.ofRequest("p0", "r64"))).isEqualTo(new Key("p0", "(others)", ""));
        assertThat(series.keys().get(series.ofRequest("p31", "r0"))).isEqualTo(new Key("p31", "(others)", ""));
        assertThat(series.keys().get(series.ofRequest("p32", "r0"))).isEqualTo(new Key("", "(others)", ""));
        assertThat(IntStream.range(0, 40)
                        .mapToObj(phase -> series.ofRequest("p" + phase, "r99"))
                        .collect(Collectors.toSet()))
                .hasSize(33);
    }
}
