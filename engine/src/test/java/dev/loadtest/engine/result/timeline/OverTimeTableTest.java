package dev.loadtest.engine.result.timeline;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.OverTime.Bucket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverTimeTableTest {
    private static final long SECOND = 1_000_000;
    private static final long MILLI = 1_000_000;

    private final TimelineSeries series = TimelineSeries.of(plan().get("a")
            .get("b")
            .journey("visit", step("b"))
            .phase(phase("one", "a", "b").burst(1))
            .phase(journeys("two", "visit").burst(1))
            .build());
    private final Timeline one = new Timeline(4);
    private final Timeline other = new Timeline(4);

    private OverTime table(int buckets, int cells) {
        return OverTimeTable.of(series, List.of(one, other), buckets, cells);
    }

    private static OverTime.Series find(OverTime table, String phase, String request, String journey) {
        return table.series().stream()
                .filter(s -> s.phase().equals(phase)
                        && s.request().equals(request)
                        && s.journey().equals(journey))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sumsOfWorkersByPhaseAndRequest() {
        int a = series.ofRequest("one", "a");
        int b = series.ofRequest("one", "b");
        int later = series.ofRequest("two", "b");
        one.sent(a, 0);
        one.connected(a, 0);
        one.ended(a, 0, "", 10 * MILLI);
        other.sent(a, 0);
        other.ended(a, 0, Timeline.cause(503), 30 * MILLI);
        other.sent(b, SECOND);
        other.ended(b, SECOND, Timeline.TIMEOUT, 1_000 * MILLI);
        one.sent(later, 3 * SECOND);
        one.ended(later, 3 * SECOND, "reset", -1);
        one.journeyBegan(series.ofJourney("two", "visit"), 2 * SECOND);
        one.journeyEnded(series.ofJourney("two", "visit"), 3 * SECOND, "b", -1);

        OverTime table = table(100, 1_000);

        assertThat(table.bucketSeconds()).isEqualTo(1);
        // The sum of phase two is its only request, and that of request a, too.
        assertThat(table.series())
                .extracting(s -> s.phase() + "/" + s.request() + s.journey())
                .containsExactly("/", "one/", "/b", "one/a", "one/b", "two/visit", "two/b");
        Bucket first = find(table, "", "", "").buckets().getFirst();
        assertThat(first.sent()).isEqualTo(2);
        assertThat(first.connections()).isEqualTo(1);
        assertThat(first.causes()).isEqualTo(Map.of("503", 1L));
        assertThat(first.response().max()).isEqualTo(30_000);
        assertThat(first.response().p50()).isBetween(10_000L, 10_310L);
        assertThat(first.firstRow()).isEqualTo(32);
        assertThat(first.rows()).containsExactly(1L, 0L, 0L, 1L);
        assertThat(find(table, "", "b", "").buckets())
                .extracting(Bucket::second)
                .containsExactly(1L, 3L);
        assertThat(find(table, "two", "", "visit").buckets())
                .extracting(Bucket::sent, Bucket::failures, Bucket::causes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 0L, Map.of()),
                        org.assertj.core.groups.Tuple.tuple(0L, 1L, Map.of("b", 1L)));
    }

    @Test
    void boundedWithoutLoss() {
        for (int second = 0; second < 1_000; second++) {
            one.sent(second % 2, second * SECOND);
            other.sent(series.ofRequest("one", "b"), second * SECOND);
        }

        OverTime narrow = table(100, 10_000);
        OverTime small = table(1_000, 40);

        assertThat(narrow.bucketSeconds()).isEqualTo(16);
        assertThat(narrow.series()).allMatch(s -> s.buckets().size() <= 100);
        assertThat(small.series().stream().mapToInt(s -> s.buckets().size()).sum())
                .isLessThanOrEqualTo(40);
        for (OverTime table : List.of(narrow, small)) {
            assertThat(find(table, "one", "", "").buckets().stream()
                            .mapToLong(Bucket::sent)
                            .sum())
                    .isEqualTo(2_000);
        }
    }

    /** Of many phases, the last ones share a series without a phase: it is part of the sum of all others. */
    @Test
    void othersOfManyPhases() {
        TimelineSeries many = TimelineSeries.of(IntStream.range(0, 200)
                .mapToObj(i -> new TimelineSeries.Key("p" + i / 2, "r" + i % 2, ""))
                .toList());
        Timeline worker = new Timeline(many.keys().size());
        for (int phase = 0; phase < 100; phase++) {
            worker.sent(many.ofRequest("p" + phase, "r0"), 0);
        }

        OverTime table = OverTimeTable.of(many, List.of(worker), 100, 10_000);

        assertThat(table.shared()).isTrue();
        assertThat(find(table, "", "", "").buckets().getFirst().sent()).isEqualTo(100);
        assertThat(find(table, "", "r0", "").buckets().getFirst().sent()).isEqualTo(32);
        assertThat(find(table, "", "(others)", "").buckets().getFirst().sent()).isEqualTo(68);
        assertThat(table.series())
                .extracting(s -> s.phase() + "/" + s.request() + s.journey())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingSent() {
        assertThat(table(100, 100)).isEqualTo(OverTime.NONE);
    }
}
