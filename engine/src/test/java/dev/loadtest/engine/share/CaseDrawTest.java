package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.ValueSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaseDrawTest {
    private static final Map<String, List<CapturedValue>> CAPTURED =
            Map.of("handle", List.of(new CapturedValue("h0", false), new CapturedValue("h1", true)));
    private static final Map<String, ValueSource> VALUES = Map.of(
            "index", new ValueSource.Range(-20, 0),
            "handle", new ValueSource.Captured("handle"),
            "colour", new ValueSource.OneOf(List.of("red", "green", "blue")),
            "file", new ValueSource.OneOfFiles("csv"),
            "id", new ValueSource.Uuid());

    @Test
    void sameSeedAcrossReleases() {
        LoadPlan plan = plan(7, new Shape.Burst(100), new Tracking.Count(20));
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), CAPTURED);
        assertThat(LongStream.range(0, 20).map(draw::entry).boxed().toList())
                .hasToString("[1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1]");
        assertThat(LongStream.range(0, 100).filter(draw::tracked).boxed().toList())
                .hasToString("[1, 5, 10, 17, 23, 29, 30, 37, 43, 47, 50, 55, 62, 65, 70, 76, 83, 89, 92, 96]");
        assertThat(draw.entry(6)).isEqualTo(1);
        assertThat(draw.values(0).drawn())
                .hasToString(
                        "{colour=green, file=a.csv, handle=h0, id=2c3a2c67-475e-4819-94e8-f075fad52c6f, index=-1}");
        assertThat(draw.values(6).drawn())
                .hasToString("{colour=blue, file=a.csv, handle=h0, id=640702cc-9bdd-4183-818d-fc5316a08861, index=-4}");
    }

    @Test
    void sameForAnyNumberOfWorkers() {
        for (Shape shape : List.of(
                new Shape.Burst(197),
                new Shape.Rate(3, List.of(new Shape.RateStage(Duration.ofSeconds(10), 40)), false, Duration.ZERO),
                new Shape.CountedUsers(5, 211, Duration.ZERO, Duration.ZERO))) {
            for (Tracking tracking : List.of(new Tracking.All(), new Tracking.Count(31), new Tracking.Percent(12.5))) {
                for (int seed = 0; seed < 10; seed++) {
                    LoadPlan plan = plan(seed, shape, tracking);
                    List<String> alone = sent(plan, 1);
                    assertThat(alone).hasSize((int) Shares.total(shape).orElseThrow());
                    for (int workers : new int[] {2, 3, 8, 300}) {
                        assertThat(sent(plan, workers)).isEqualTo(alone);
                    }
                }
            }
        }
    }

    @Test
    void otherSeedOrCaseDiffers() {
        Shape shape = new Shape.Burst(50);
        assertThat(sent(plan(1, shape, new Tracking.Count(5)), 1))
                .isNotEqualTo(sent(plan(2, shape, new Tracking.Count(5)), 1));
        LoadPlan plan = Plans.plan()
                .items(new Phase.Iterations(2))
                .request("r", 1, VALUES)
                .build();
        List<String> ids = Cases.of(plan).all().stream()
                .map(c -> CaseDraw.of(plan, c, CAPTURED).values(0).text("id"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void additionalValueChangesNoOther() {
        LoadPlan one = Plans.plan()
                .request("r", 1, Map.of("index", VALUES.get("index")))
                .build();
        LoadPlan all = Plans.plan().request("r", 1, VALUES).build();
        CaseDraw first = CaseDraw.of(one, Plans.firstCase(one), CAPTURED);
        CaseDraw second = CaseDraw.of(all, Plans.firstCase(all), CAPTURED);
        for (int k = 0; k < 100; k++) {
            assertThat(first.values(k).text("index")).isEqualTo(second.values(k).text("index"));
        }
    }

    @Test
    void mixByWeight() {
        double[] weights = {5, 1, 0, 1, 0.2, 1};
        for (int seed = 0; seed < 20; seed++) {
            Plans plans = Plans.plan().seed(seed);
            for (int i = 0; i < weights.length; i++) {
                plans.request("r" + i, weights[i], Map.of());
            }
            LoadPlan plan = plans.build();
            CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), Map.of());
            long[] counts = new long[weights.length];
            for (long k = 0; k < 82_000; k++) {
                counts[draw.entry(k)]++;
            }
            assertThat(counts[2]).isZero();
            assertThat(ChiSquare.of(
                            new long[] {counts[0], counts[1], counts[3], counts[4], counts[5]},
                            new double[] {50_000, 10_000, 10_000, 2_000, 10_000}))
                    .as("seed %d", seed)
                    .isLessThan(ChiSquare.bound(4));
        }
    }

    @Test
    void drawsAreIndependent() {
        LoadPlan plan = Plans.plan()
                .shape(new Shape.Burst(40_000))
                .tracking(new Tracking.Percent(50))
                .request("a", 1, Map.of("x", new ValueSource.Range(0, 1), "y", new ValueSource.Range(0, 1)))
                .request("b", 1, Map.of("x", new ValueSource.Range(0, 1), "y", new ValueSource.Range(0, 1)))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), Map.of());
        long[] counts = new long[16];
        for (long k = 0; k < 40_000; k++) {
            DrawnValues values = draw.values(k);
            counts[
                    draw.entry(k) * 8
                            + (draw.tracked(k) ? 4 : 0)
                            + (values.text("x").equals("1") ? 2 : 0)
                            + (values.text("y").equals("1") ? 1 : 0)]++;
        }
        double[] expected = new double[16];
        Arrays.fill(expected, 2_500);
        assertThat(ChiSquare.of(counts, expected)).isLessThan(ChiSquare.bound(15));
    }

    @Test
    void warmUpDrawsOthersUntracked() {
        LoadPlan plan = plan(3, new Shape.Burst(100), new Tracking.All());
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), CAPTURED);
        CaseDraw warmup = draw.warmup();
        assertThat(warmup.key()).isNotEqualTo(draw.key());
        assertThat(LongStream.range(0, 100).noneMatch(warmup::tracked)).isTrue();
        assertThat(LongStream.range(0, 100).map(warmup::entry).boxed().toList())
                .isNotEqualTo(LongStream.range(0, 100).map(draw::entry).boxed().toList());
    }

    @Test
    void trackingOfUntilAndTimedUsers() {
        Tracking five = new Tracking.Count(5);
        LoadPlan until = plan(1, new Shape.Until(Duration.ofSeconds(1), Duration.ofSeconds(1)), five);
        assertThat(CaseDraw.of(until, Plans.firstCase(until), CAPTURED).tracked(3))
                .isTrue();
        Shape users = new Shape.TimedUsers(
                1, List.of(new Shape.UserStage(Duration.ofSeconds(1), 1)), true, Duration.ZERO, Duration.ZERO);
        LoadPlan timed = plan(1, users, five);
        CaseDraw draw = CaseDraw.of(timed, Plans.firstCase(timed), CAPTURED);
        assertThat(LongStream.range(0, 1000).noneMatch(draw::tracked)).isTrue();
        LoadPlan percent = plan(1, users, new Tracking.Percent(100));
        assertThat(CaseDraw.of(percent, Plans.firstCase(percent), CAPTURED).tracked(Shares.userIndex(9, 9)))
                .isTrue();
    }

    @Test
    void equivalentEntries() {
        LoadPlan plan = plan(1, new Shape.Burst(1), new Tracking.All());
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), CAPTURED);
        assertThat(Stream.of(0, 1).map(draw::alike)).containsExactly(true, false);
    }

    /** Everything that all workers together send, sorted: what the target sees. */
    private static List<String> sent(LoadPlan plan, int workers) {
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), CAPTURED);
        Shape shape = plan.phase("p").shape();
        List<String> sent = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            Indices indices = Shares.indices(shape, worker, workers, draw.key());
            long size = 0;
            for (long k = indices.from(); k < indices.to(); k += indices.step()) {
                sent.add(k + " " + draw.entry(k) + " " + draw.tracked(k) + " "
                        + draw.values(k).drawn());
                size++;
            }
            assertThat(indices.size()).isEqualTo(size);
        }
        Collections.sort(sent);
        return sent;
    }

    private static LoadPlan plan(long seed, Shape shape, Tracking tracking) {
        return Plans.plan()
                .seed(seed)
                .shape(shape)
                .tracking(tracking)
                .request("health", 3, Map.of())
                .request("draw", 1, VALUES)
                .build();
    }
}
