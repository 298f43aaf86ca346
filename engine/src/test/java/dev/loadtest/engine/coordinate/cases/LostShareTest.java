package dev.loadtest.engine.coordinate.cases;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.RateSchedule;
import dev.loadtest.engine.share.Shares;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LostShareTest {
    private static final long SECOND = 1_000_000_000;

    private static LoadPlan plan(Shape shape, Random random) {
        PlanFixture.PhaseFixture phase = random.nextBoolean()
                ? phase("load", "a", "b").shape(shape)
                : phase("load", "a").shape(shape);
        switch (random.nextInt(3)) {
            case 0 -> phase.tracked(random.nextInt(30));
            case 1 -> phase.trackedPercent(random.nextInt(101));
            default -> {}
        }
        return PlanFixture.plan().get("a").get("b").phase(phase).build();
    }

    private static Shape shape(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Shape.Burst(1 + random.nextInt(200));
            case 1 ->
                new Shape.CountedUsers(1 + random.nextInt(9), 1 + random.nextInt(200), Duration.ZERO, Duration.ZERO);
            default ->
                new Shape.Rate(
                        random.nextInt(30),
                        List.of(new Shape.RateStage(Duration.ofSeconds(5), 1 + random.nextInt(40))),
                        false,
                        Duration.ofSeconds(random.nextInt(3)));
        };
    }

    /** Requests of a share that are sent: of each name the first ones, since one target may be full. */
    private static Set<Long> sent(LoadPlan plan, CaseDraw draw, Indices share, Random random) {
        Map<String, Long> upTo = Map.of(
                "a",
                share.from() + random.nextLong(share.to() + 1),
                "b",
                share.from() + random.nextLong(share.to() + 1));
        boolean inOrder = random.nextBoolean();
        Set<Long> sent = new TreeSet<>();
        for (long k = share.from(); k < share.to(); k += share.step()) {
            if (k < upTo.get(inOrder ? "a" : key(plan, draw, k).request())) {
                sent.add(k);
            }
        }
        return sent;
    }

    /** What a worker has reported that has sent these requests of its share. */
    private static ShareReport reported(LoadPlan plan, FireOrder order, CaseDraw draw, Set<Long> sent) {
        TallySheet sheet = new TallySheet();
        for (long k : sent) {
            TallyKey key = key(plan, draw, k);
            sheet.tally(key.request(), key.kind()).addPlanned(1);
            sheet.tally(key.request(), key.kind()).sent(0, 0, 0, false);
        }
        return new ShareReport(order, 0, -1, false, false, sheet, Map.of(), 0, Map.of(), List.of());
    }

    private static TallyKey key(LoadPlan plan, CaseDraw draw, long k) {
        return new TallyKey(
                plan.phase("load").mix().get(draw.entry(k)).unit().name(),
                draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET);
    }

    private static boolean due(Shape shape, long k, long elapsedNanos) {
        return switch (shape) {
            case Shape.Rate rate ->
                RateSchedule.of(rate).nanosAt(k) + rate.warmup().toNanos() <= elapsedNanos;
            case Shape.Burst burst -> elapsedNanos >= 0;
            case Shape.CountedUsers users -> false;
            case Shape.TimedUsers users -> throw new AssertionError();
            case Shape.Until until -> throw new AssertionError();
        };
    }

    @Test
    void filesEveryUnreportedRequest() {
        Random random = new Random(3);
        for (int round = 0; round < 1_000; round++) {
            Shape shape = shape(random);
            LoadPlan plan = plan(shape, random);
            Case item = Cases.of(plan).selected().getFirst();
            int workers = 1 + random.nextInt(4);
            FireOrder order = new FireOrder(item.id(), random.nextInt(workers), workers, 0, Map.of());
            CaseDraw draw = CaseDraw.of(plan, item, Map.of());
            Indices share = Shares.indices(shape, order.worker(), workers, draw.key());
            Set<Long> sent = sent(plan, draw, share, random);
            long elapsed = random.nextLong(-SECOND, 9 * SECOND);
            Map<TallyKey, long[]> expected = new HashMap<>();
            for (long k = share.from(); k < share.to(); k += share.step()) {
                long[] counts = expected.computeIfAbsent(key(plan, draw, k), any -> new long[2]);
                counts[sent.contains(k) || due(shape, k, elapsed) ? 0 : 1]++;
            }

            LostShare lost = new LostShare(
                    plan,
                    item,
                    order,
                    reported(plan, order, draw, sent),
                    new Loss(elapsed, 100 * SECOND, 5 * SECOND, false));
            assertThat(lost.step()).isTrue();

            String as = "round " + round + " " + shape;
            assertThat(lost.unaccounted()).as(as).isEqualTo(share.size());
            ShareReport closed = lost.closed();
            expected.forEach((key, counts) -> {
                var entry = closed.sheet().tally(key.request(), key.kind()).entry();
                assertThat(entry.unresolved()).as("%s %s", as, key).isEqualTo(counts[0]);
                assertThat(entry.notSentTotal()).as("%s %s", as, key).isEqualTo(counts[1]);
                assertThat(entry.planned()).as("%s %s", as, key).isEqualTo(counts[0] + counts[1]);
            });
            assertThat(closed.sheet().inFlight()).isZero();
        }
    }

    @Test
    void longMixIsCountedInSteps() {
        LoadPlan mix = PlanFixture.plan()
                .get("a")
                .get("b")
                .phase(phase("load", "a", "b").shape(PlanFixture.constant(100, Duration.ofHours(1))))
                .build();
        Case item = Cases.of(mix).selected().getFirst();
        LostShare lost = new LostShare(
                mix, item, new FireOrder(item.id(), 0, 2, 0, Map.of()), null, new Loss(9 * SECOND, -1, 0, false));

        assertThat(lost.unaccounted()).isEqualTo(180_000);
        int steps = 1;
        while (!lost.step()) {
            steps++;
        }

        assertThat(steps).isGreaterThan(20);
        assertThat(lost.closed().sheet().planned(Kind.TRACKED)).isEqualTo(180_000);
        assertThat(lost.closed().sheet().sent(Kind.TRACKED)).isEqualTo(451);
    }
}
