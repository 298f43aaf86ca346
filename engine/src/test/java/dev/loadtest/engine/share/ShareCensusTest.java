package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShareCensusTest {

    @Test
    void sharesAddUp() {
        for (Shape shape : List.of(
                new Shape.Burst(197),
                new Shape.Rate(3, List.of(new Shape.RateStage(Duration.ofSeconds(10), 40)), false, Duration.ZERO),
                new Shape.CountedUsers(5, 211, Duration.ZERO, Duration.ZERO))) {
            for (Tracking tracking : List.of(new Tracking.All(), new Tracking.Count(31), new Tracking.Percent(30))) {
                for (int seed = 0; seed < 10; seed++) {
                    LoadPlan plan = Plans.plan()
                            .seed(seed)
                            .shape(shape)
                            .tracking(tracking)
                            .request("a", 1, Map.of())
                            .request("b", 0.3, Map.of())
                            .build();
                    Map<String, Long> alone = sum(plan, 1);
                    assertThat(alone.values().stream().mapToLong(n -> n).sum())
                            .isEqualTo(Shares.total(shape).orElseThrow());
                    if (tracking instanceof Tracking.Count count) {
                        assertThat(alone.getOrDefault("a TRACKED", 0L) + alone.getOrDefault("b TRACKED", 0L))
                                .isEqualTo(count.tracked());
                    }
                    for (int workers : new int[] {2, 3, 7, 8, 250}) {
                        assertThat(sum(plan, workers)).isEqualTo(alone);
                    }
                }
            }
        }
    }

    @Test
    void arithmeticEqualsEnumeration() {
        LoadPlan one = Plans.plan().request("a", 1, Map.of()).build();
        LoadPlan two =
                Plans.plan().request("a", 1, Map.of()).request("a", 2, Map.of()).build();
        assertThat(sum(one, 3)).isEqualTo(sum(two, 3)).isEqualTo(Map.of("a TRACKED", 100L));
        Case item = Plans.firstCase(one);
        CaseDraw warmup = CaseDraw.of(one, item, Map.of()).warmup();
        assertThat(ShareCensus.count(warmup, one.phase("p"), new Indices(0, 7, 2)))
                .isEqualTo(Map.of("a", new EnumMap<>(Map.of(Kind.FIRE_AND_FORGET, 4L))));
    }

    @Test
    void partlyTrackedIsEnumerated() {
        LoadPlan plan = Plans.plan().tracking(new Tracking.Count(20)).build();
        assertThat(sum(plan, 3)).isEqualTo(Map.of("r TRACKED", 20L, "r FIRE_AND_FORGET", 80L));
    }

    @Test
    void untilAndTimedUsersAreLeftOut() {
        Shape until = new Shape.Until(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(sum(Plans.plan().shape(until).build(), 2)).isEmpty();
        Shape timed = new Shape.TimedUsers(
                3, List.of(new Shape.UserStage(Duration.ofSeconds(1), 3)), true, Duration.ZERO, Duration.ZERO);
        assertThat(sum(Plans.plan().shape(timed).tracking(new Tracking.Count(5)).build(), 2))
                .isEmpty();
    }

    private static Map<String, Long> sum(LoadPlan plan, int workers) {
        Map<String, Long> sum = new TreeMap<>();
        for (int worker = 0; worker < workers; worker++) {
            ShareCensus.planned(plan, Plans.firstCase(plan), worker, workers)
                    .forEach((request, kinds) ->
                            kinds.forEach((kind, count) -> sum.merge(request + " " + kind, count, Long::sum)));
        }
        return sum;
    }
}
