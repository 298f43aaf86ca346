package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IndexCountTest {
    private static final List<Tracking> TRACKINGS = List.of(
            new Tracking.All(),
            new Tracking.Count(0),
            new Tracking.Count(1),
            new Tracking.Count(317),
            new Tracking.Count(1_000),
            new Tracking.Percent(0),
            new Tracking.Percent(7),
            new Tracking.Percent(100));

    @Test
    void countsEqualDraws() {
        Random random = new Random(5);
        for (Tracking tracking : TRACKINGS) {
            for (boolean mixed : new boolean[] {false, true}) {
                for (int round = 0; round < 40; round++) {
                    CaseDraw draw = draw(1_000, tracking, mixed);
                    long from = random.nextLong(1_000);
                    Indices some = new Indices(from, random.nextLong(1_001), 1 + random.nextLong(9));

                    assertThat(counted(IndexCount.of(draw, some).toEnd()))
                            .as("%s of %s, mixed: %s", some, tracking, mixed)
                            .isEqualTo(asked(draw, some));
                }
            }
        }
    }

    @Test
    void filterSelectsUnits() {
        for (Tracking tracking : TRACKINGS) {
            for (boolean mixed : new boolean[] {false, true}) {
                CaseDraw draw = draw(1_000, tracking, mixed);
                List<Long> seen = new ArrayList<>();
                IndexCount from = IndexCount.of(draw, new Indices(1, 1_000, 3), (entry, k) -> {
                    assertThat(entry).isEqualTo(draw.entry(k));
                    seen.add(k);
                    return k >= 400;
                });

                assertThat(counted(from.toEnd()))
                        .as("%s, mixed: %s", tracking, mixed)
                        .isEqualTo(asked(draw, new Indices(400, 1_000, 3)));
                assertThat(seen).as("asked once for each, in order").isEqualTo(list(new Indices(1, 1_000, 3)));
            }
        }
    }

    @Test
    void nextTrackedRequest() {
        Random random = new Random(6);
        for (Tracking tracking : TRACKINGS) {
            CaseDraw draw = draw(1_000, tracking, false);
            for (int round = 0; round < 200; round++) {
                Indices some = new Indices(random.nextLong(1_000), random.nextLong(1_001), 1 + random.nextLong(9));
                long expected = some.from();
                while (expected < some.to() && !draw.tracked(expected)) {
                    expected += some.step();
                }
                assertThat(draw.nextTracked(some))
                        .as("%s of %s", some, tracking)
                        .isEqualTo(Math.min(expected, some.to()));
            }
        }
    }

    @Test
    void stepsOfMixAndOfEqualRequests() {
        Indices all = new Indices(0, 1_000_000, 1);
        assertThat(steps(draw(1_000_000, new Tracking.All(), false), all)).isEqualTo(1);
        assertThat(steps(draw(1_000_000, new Tracking.Count(20), false), all)).isEqualTo(1);
        assertThat(steps(draw(1_000_000, new Tracking.All(), true), all)).isBetween(200, 300);
        assertThat(steps(draw(1_000_000, new Tracking.Percent(5), false), all)).isBetween(200, 300);
    }

    @Test
    void noPartialCounts() {
        IndexCount count = IndexCount.of(draw(1_000_000, new Tracking.All(), true), new Indices(0, 1_000_000, 1));
        count.step();

        assertThatThrownBy(() -> count.forEach((entry, kind, n) -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void indicesArePartitioned() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Indices all = new Indices(random.nextLong(50), random.nextLong(60), 1 + random.nextLong(7));
            long first = random.nextLong(all.size() + 1);
            List<Long> both = new ArrayList<>(list(all.first(first)));
            assertThat(both).hasSize((int) first);
            both.addAll(list(all.without(first)));
            assertThat(both).as("%s at %s", all, first).isEqualTo(list(all));
        }
    }

    private static List<Long> list(Indices indices) {
        List<Long> list = new ArrayList<>();
        for (long k = indices.from(); k < indices.to(); k += indices.step()) {
            list.add(k);
        }
        return list;
    }

    private static int steps(CaseDraw draw, Indices indices) {
        IndexCount count = IndexCount.of(draw, indices);
        int steps = 1;
        while (!count.step()) {
            steps++;
        }
        return steps;
    }

    private static CaseDraw draw(long requests, Tracking tracking, boolean mixed) {
        Plans plans = Plans.plan().shape(new Shape.Burst(requests)).tracking(tracking);
        plans.request("a", 1, Map.of());
        if (mixed) {
            plans.request("b", 0.3, Map.of());
        }
        LoadPlan plan = plans.build();
        return CaseDraw.of(plan, Plans.firstCase(plan), Map.of());
    }

    private static Map<String, Long> counted(IndexCount count) {
        Map<String, Long> counts = new TreeMap<>();
        count.forEach((entry, kind, n) -> counts.put(entry + " " + kind, n));
        return counts;
    }

    private static Map<String, Long> asked(CaseDraw draw, Indices indices) {
        Map<String, Long> counts = new TreeMap<>();
        for (long k = indices.from(); k < indices.to(); k += indices.step()) {
            Kind kind = draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
            counts.merge(draw.entry(k) + " " + kind, 1L, Long::sum);
        }
        return counts;
    }
}
