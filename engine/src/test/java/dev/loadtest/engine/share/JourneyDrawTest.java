package dev.loadtest.engine.share;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.rows.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What journey k is follows from the seed, the case's id and k alone. */
class JourneyDrawTest {
    private static final int JOURNEYS = 20_000;

    private static JourneyDraw draw(long seed, int iteration) {
        Think think = new Think.Uniform(Duration.ofSeconds(1), Duration.ofSeconds(5));
        Map<String, ValueSource> drawn = Map.of("x", new ValueSource.Range(0, 1_000_000_000_000L));
        LoadPlan plan = PlanFixture.plan()
                .seed(seed)
                .request("r", drawn, List.of())
                .journey(
                        "walk",
                        Map.of("own", new ValueSource.Range(0, 1_000_000_000_000L)),
                        new Journey.Step("r", 1, Think.NONE, 100, Journey.OnFailure.END, null),
                        new Journey.Step("r", 3, think, 30, Journey.OnFailure.END, null),
                        new Journey.Step("r", 2, think, 70, Journey.OnFailure.CONTINUE, null))
                .phase(journeys("p", "walk").iterations(2).burst(JOURNEYS))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Cases.of(plan).all().get(iteration), Map.of());
        return Objects.requireNonNull(draw.journey(0));
    }

    private static String journey(JourneyDraw draw, long k) {
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < 3; step++) {
            for (int time = 0; time < draw.times(k, step); time++) {
                DrawnValues values = draw.values(draw.journey(k), step, time, 0);
                text.append(step)
                        .append(' ')
                        .append(draw.thinkNanos(k, step, time))
                        .append(' ')
                        .append(values.text("x"))
                        .append(' ')
                        .append(values.text("own"))
                        .append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void whateverTheOrderAndTheWorker() {
        List<Long> order = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
        JourneyDraw forwards = draw(7, 0);
        List<String> expected = order.stream().map(k -> journey(forwards, k)).toList();
        Collections.reverse(order);
        JourneyDraw backwards = draw(7, 0);
        List<String> seen =
                new ArrayList<>(order.stream().map(k -> journey(backwards, k)).toList());
        Collections.reverse(seen);

        assertThat(seen).isEqualTo(expected).doesNotHaveDuplicates();
    }

    @Test
    void anotherSeedOrCaseDrawsOthers() {
        List<String> one = hundred(draw(7, 0));
        assertThat(hundred(draw(8, 0))).doesNotContainAnyElementsOf(one);
        assertThat(hundred(draw(7, 1))).doesNotContainAnyElementsOf(one);
    }

    private static List<String> hundred(JourneyDraw draw) {
        return LongStream.range(0, 100).mapToObj(k -> journey(draw, k)).toList();
    }

    /** Five standard deviations of 20,000 draws are at most 0.018. */
    @Test
    void aStepHappensWithAllItsTimesAsOftenAsItsChanceSays() {
        JourneyDraw draw = draw(7, 0);
        int[] happened = new int[3];
        int both = 0;
        for (long k = 0; k < JOURNEYS; k++) {
            assertThat(draw.times(k, 0)).isEqualTo(1);
            assertThat(draw.times(k, 1)).isIn(0, 3);
            assertThat(draw.times(k, 2)).isIn(0, 2);
            happened[1] += draw.times(k, 1) / 3;
            happened[2] += draw.times(k, 2) / 2;
            both += draw.times(k, 1) > 0 && draw.times(k, 2) > 0 ? 1 : 0;
        }
        assertThat(happened[1] / (double) JOURNEYS).isBetween(0.282, 0.318);
        assertThat(happened[2] / (double) JOURNEYS).isBetween(0.682, 0.718);
        // Independent of each other.
        assertThat(both / (double) JOURNEYS).isBetween(0.192, 0.228);
    }

    @Test
    void eachSendingDrawsItsOwnValuesAndPausesAndTheJourneyItsOwnOnce() {
        JourneyDraw draw = draw(7, 0);
        long k = LongStream.range(0, JOURNEYS)
                .filter(some -> draw.times(some, 1) > 0)
                .findFirst()
                .orElseThrow();
        List<DrawnValues> sendings = IntStream.range(0, 12)
                .mapToObj(i -> draw.values(draw.journey(k), 1 + i / 6, i / 2 % 3, i % 2))
                .toList();

        assertThat(sendings).extracting(values -> values.text("x")).doesNotHaveDuplicates();
        assertThat(sendings.stream().map(values -> values.text("own")).distinct())
                .hasSize(1);
        assertThat(IntStream.range(0, 3)
                        .mapToLong(time -> draw.thinkNanos(k, 1, time))
                        .boxed())
                .doesNotHaveDuplicates()
                .allMatch(nanos -> nanos >= 1_000_000_000L && nanos <= 5_000_000_000L);
    }

    @Test
    void pausesOfAllJourneysHaveTheirDistribution() {
        JourneyDraw draw = draw(7, 0);
        assertThat(KolmogorovSmirnov.statistic(LongStream.range(0, JOURNEYS)
                        .mapToDouble(k -> (draw.thinkNanos(k, 1, 0) - 1e9) / 4e9)
                        .toArray()))
                .isLessThan(KolmogorovSmirnov.ONE_IN_A_THOUSAND);
    }

    /** A read of a row can be a call to the system. */
    @Test
    void theStepsOfAJourneyReadItsRowOnce() {
        List<Long> read = new ArrayList<>();
        Rows rows = set -> new Rows.Source() {
            @Override
            public String text(long row, String column) {
                read.add(row);
                return "user-" + row;
            }

            @Override
            public List<String> unmasked(long row) {
                return List.of();
            }
        };
        LoadPlan plan = PlanFixture.plan()
                .rows("users", 10, "name")
                .request("r", Map.of(), List.of())
                .journey(
                        "walk",
                        Map.of(
                                "user.name",
                                new ValueSource.Row("user", "users", "name", ValueSource.Pick.CYCLE, false)),
                        new Journey.Step("r", 3, Think.NONE, 100, Journey.OnFailure.END, null))
                .phase(journeys("p", "walk").burst(JOURNEYS))
                .build();
        CaseDraw ofCase = CaseDraw.of(plan, Plans.firstCase(plan), Map.of(), rows);
        JourneyDraw draw = Objects.requireNonNull(ofCase.journey(0));

        for (long k = 4; k < 6; k++) {
            JourneyValues journey = draw.journey(k);
            for (int time = 0; time < 3; time++) {
                DrawnValues values = draw.values(journey, 0, time, 0);
                assertThat(values.text("user.name")).isEqualTo("user-" + k);
                assertThat(values.drawn()).containsEntry("user.name", "user-" + k);
            }
        }
        assertThat(read).containsExactly(4L, 5L);
    }
}
