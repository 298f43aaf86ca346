package dev.loadtest.engine.result.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker's timeline, its copy at the coordinator, and the sum of several. */
class TimelineTest {
    private static final long SECOND = 1_000_000;
    private static final int SERIES = 5;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @Test
    void secondsWithoutGaps() {
        Timeline timeline = new Timeline();
        timeline.sent(0);
        timeline.sent(999_999);
        timeline.ended(1 * SECOND, false, 5_000_000);
        timeline.sent(3 * SECOND);
        timeline.ended(3 * SECOND, true, -1);

        assertThat(timeline.buckets(3_600))
                .containsExactly(
                        new TimelineBucket(0, 2, 0, 0, 0),
                        new TimelineBucket(1, 0, 1, 0, 5_000),
                        new TimelineBucket(2, 0, 0, 0, 0),
                        new TimelineBucket(3, 1, 1, 1, 0));
        assertThat(timeline.sentPerSecond(0)).isEqualTo(2);
        assertThat(timeline.sentPerSecond(2)).isZero();
        assertThat(timeline.lastSecond()).isEqualTo(3);
    }

    /** Of another process, which may be hostile. */
    @Test
    void impossibleReportIsRefused() {
        List<TimelineState.Stretch> many = LongStream.range(0, 7_201)
                .mapToObj(second -> stretch(second, 0))
                .toList();
        List<TimelineState> impossible = List.of(
                whole(1, 0, many),
                whole(1L << 62, 0, List.of()),
                whole(1, 1L << 50, List.of()),
                whole(1, 0, List.of(stretch(-1, 0))),
                whole(1, 0, List.of(stretch(1L << 50, 0))),
                whole(1, 0, List.of(stretch(0, 0, 1))),
                parts(List.of(stretch(0, -1))),
                parts(List.of(stretch(0, 97))),
                parts(List.of(stretch(0, 1, 1))),
                parts(many.subList(0, 1_000).stream()
                        .map(one -> stretch(one.second(), IntStream.range(0, 40).toArray()))
                        .toList()),
                cell(new TimelineState.Cell(0, -1, 0, 0, 0, Map.of(), NONE)),
                cell(new TimelineState.Cell(0, 1, 0, 0, Long.MAX_VALUE, Map.of(), NONE)),
                cell(new TimelineState.Cell(0, 1, 1, 1, 0, Map.of("503", -1L), NONE)),
                cell(new TimelineState.Cell(0, 1, 1, 1, 0, Map.of("x".repeat(600), 1L), NONE)),
                cell(new TimelineState.Cell(0, 1, 1, 1, 0, causes(33), NONE)),
                cell(new TimelineState.Cell(0, 1, 1, 0, 0, Map.of(), new TimelineState.Times("", -1))));
        for (TimelineState state : impossible) {
            assertThatThrownBy(() -> Timeline.of(state)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Each report is possible, and all of them together are not. */
    @Test
    void growingWithoutJoiningIsRefused() {
        Timeline known = new Timeline();
        known.replace(Timeline.of(whole(1, 0, seconds(0, 7_200))));
        assertThatThrownBy(() -> known.replace(Timeline.of(whole(1, 0, seconds(9_000, 9_001)))))
                .isInstanceOf(IllegalArgumentException.class);

        Timeline cells = new Timeline();
        int[] forty = IntStream.range(0, 40).toArray();
        for (long second = 0; second < 800; second++) {
            cells.replace(Timeline.of(parts(List.of(stretch(second, forty)))));
        }
        assertThatThrownBy(() -> cells.replace(Timeline.of(parts(List.of(stretch(800, forty))))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final TimelineState.Times NONE = new TimelineState.Times("", 0);

    private static List<TimelineState.Stretch> seconds(long from, long to) {
        return LongStream.range(from, to).mapToObj(second -> stretch(second, 0)).toList();
    }

    private static TimelineState.Stretch stretch(long second, int... series) {
        return new TimelineState.Stretch(
                second,
                IntStream.of(series)
                        .mapToObj(number -> new TimelineState.Cell(number, 1, 1, 0, 0, Map.of(), NONE))
                        .toList());
    }

    private static TimelineState whole(long width, long joined, List<TimelineState.Stretch> stretches) {
        return new TimelineState(
                new TimelineState.Stretches(width, joined, stretches), new TimelineState.Stretches(1, 0, List.of()));
    }

    private static TimelineState parts(List<TimelineState.Stretch> stretches) {
        return new TimelineState(
                new TimelineState.Stretches(1, 0, List.of()), new TimelineState.Stretches(1, 0, stretches));
    }

    private static TimelineState cell(TimelineState.Cell cell) {
        return parts(List.of(new TimelineState.Stretch(0, List.of(cell))));
    }

    private static Map<String, Long> causes(int n) {
        return IntStream.range(0, n).boxed().collect(Collectors.toMap(i -> "cause " + i, i -> 1L));
    }

    @Test
    void emptyTimeline() {
        assertThat(new Timeline().buckets(10)).isEmpty();
        assertThat(new Timeline().lastSecond()).isEqualTo(-1);
    }

    /** The coordinator reads at random moments, twice, and loses answers: in the end it knows what the worker knows. */
    @ParameterizedTest
    @MethodSource("seeds")
    void repeatedAndLostReports(long seed) {
        Random random = new Random(seed);
        Timeline worker = new Timeline(SERIES);
        Timeline known = new Timeline();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(20_000);
            write(worker, random, now);
            if (random.nextInt(50) == 0) {
                readTwiceOrLose(random, worker, known);
            }
        }
        known.replace(worker.copySince(Math.max(0, known.lastSecond())));

        assertThat(known.state()).isEqualTo(worker.state());
    }

    private static void readTwiceOrLose(Random random, Timeline worker, Timeline known) {
        Timeline report = worker.copySince(Math.max(0, known.lastSecond()));
        if (random.nextInt(3) > 0) {
            known.replace(report);
            known.replace(report);
        }
    }

    /** Weeks, with nights in which nothing is sent, of a run on many workers. */
    @ParameterizedTest
    @MethodSource("seeds")
    void boundedWithoutLoss(long seed) {
        Random random = new Random(seed);
        Timeline worker = new Timeline(SERIES);
        worker.shareAmong(1_000);
        Timeline known = new Timeline();
        long second = 0;
        long sent = 0;
        for (int i = 0; i < 20_000; i++) {
            second += random.nextInt(500) == 0 ? random.nextInt(100_000) : random.nextInt(3);
            int series = random.nextInt(SERIES);
            worker.sent(series, second * SECOND);
            long end = Math.max(0, second - random.nextInt(30)) * SECOND;
            worker.ended(series, end, "", random.nextInt(1_000_000_000));
            sent++;
            if (i % 5 == 0) {
                TimelineState state = worker.state();
                assertThat(state.whole().stretches().size()).isLessThanOrEqualTo(200);
                // 100 cells, a fifth of them for each series; joining lags behind at most as much again.
                assertThat(state.parts().stretches().size()).isLessThanOrEqualTo(40);
            }
            if (random.nextInt(40) == 0) {
                readTwiceOrLose(random, worker, known);
            }
        }
        known.replace(worker.copySince(Math.max(0, known.lastSecond())));

        assertThat(known.state()).isEqualTo(worker.state());
        assertThat(known.state()).isEqualTo(Timeline.of(worker.state()).state());
        List<TimelineBucket> buckets = known.buckets(3_600);
        assertThat(buckets.stream().mapToLong(TimelineBucket::sent).sum()).isEqualTo(sent);
        assertThat(buckets.stream().mapToLong(TimelineBucket::ended).sum()).isEqualTo(sent);
        assertThat(buckets.getLast().sent()).isPositive();
        assertThat(worker.state(60).whole().stretches().size()).isLessThanOrEqualTo(60);
        assertThat(Timeline.of(worker.state(60)).buckets(10).stream()
                        .mapToLong(TimelineBucket::sent)
                        .sum())
                .isEqualTo(sent);
    }

    @Test
    void rateOfLastWholeStretch() {
        Timeline timeline = new Timeline();
        timeline.shareAmong(200_000 / 8);
        for (long second = 0; second < 64; second++) {
            for (long n = 0; n < 5; n++) {
                timeline.sent(second * SECOND);
            }
        }

        assertThat(timeline.state().whole().width()).isEqualTo(8);
        for (long second = 16; second < 60; second++) {
            assertThat(timeline.sentPerSecond(second)).isEqualTo(5);
        }
        assertThat(timeline.sentPerSecond(200)).isZero();
    }

    @Test
    void outdatedReportIsIgnored() {
        Timeline worker = new Timeline();
        worker.shareAmong(200_000 / 8);
        worker.sent(0);
        Timeline early = worker.copySince(0);
        for (long second = 0; second < 30; second++) {
            worker.sent(second * SECOND);
        }
        Timeline known = new Timeline();
        known.replace(worker.copySince(0));

        known.replace(early);

        assertThat(known.state()).isEqualTo(worker.state());
    }

    /** Now and then into the past: the tries of an until are filed when they have ended. */
    private static void write(Timeline timeline, Random random, long now) {
        int series = random.nextInt(SERIES);
        switch (random.nextInt(20)) {
            case 0 -> timeline.sent(series, Math.max(0, now - random.nextInt(5_000_000)));
            case 1 -> timeline.ended(series, Math.max(0, now - random.nextInt(5_000_000)), "timeout", 7_000);
            case 2, 3, 4, 5, 6, 7 -> timeline.sent(series, now);
            case 8 -> timeline.connected(series, now);
            case 9 -> timeline.journeyEnded(series, now, "pay", 9_000_000);
            default ->
                timeline.ended(
                        series,
                        now,
                        random.nextBoolean() ? "" : Timeline.cause(500 + random.nextInt(20)),
                        random.nextInt(1_000_000_000) - 1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600, 3600, 1", // fits as it is
        "3601, 3600, 1801, 2", // one second more than fits: buckets of two
        "7200, 3600, 3600, 2",
        "7201, 3600, 1801, 4", // held in twos already
        "10, 1, 1, 10",
        "10, 3, 3, 4",
    })
    void widensByWholeFactors(int seconds, int max, int buckets, int width) {
        Timeline timeline = new Timeline();
        for (long s = 0; s < seconds; s++) {
            timeline.sent(s * SECOND);
            timeline.ended(s * SECOND, s % 2 == 0, 1_000_000);
        }

        List<TimelineBucket> result = timeline.buckets(max);

        assertThat(result).hasSize(buckets);
        for (int i = 0; i < buckets; i++) {
            assertThat(result.get(i).second()).isEqualTo((long) i * width);
        }
        assertThat(result.getFirst().sent()).isEqualTo(width);
        assertThat(result.stream().mapToLong(TimelineBucket::sent).sum()).isEqualTo(seconds);
        assertThat(result.stream().mapToLong(TimelineBucket::ended).sum()).isEqualTo(seconds);
        assertThat(result.stream().mapToLong(TimelineBucket::failures).sum()).isEqualTo((seconds + 1) / 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergeIsOrderIndependent(long seed) {
        Random random = new Random(seed);
        List<Timeline> workers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            Timeline worker = new Timeline(SERIES);
            for (int i = 0; i < 500; i++) {
                write(worker, random, random.nextInt(20) * SECOND);
            }
            workers.add(worker);
        }
        Timeline forth = new Timeline();
        workers.forEach(forth::add);
        List<Timeline> shuffled = new ArrayList<>(workers);
        Collections.shuffle(shuffled, random);
        Timeline other = new Timeline();
        shuffled.forEach(other::add);

        assertThat(other.state()).isEqualTo(forth.state());
        assertThat(Timeline.buckets(shuffled, 7)).isEqualTo(forth.buckets(7));
    }

    @Test
    void copyIsIndependent() {
        Timeline timeline = new Timeline();
        timeline.sent(0);
        Timeline sum = new Timeline();
        sum.add(timeline);
        Timeline copy = timeline.copySince(0);

        sum.sent(0);
        copy.sent(0);
        copy.sent(0);

        assertThat(List.of(timeline.sentPerSecond(0), sum.sentPerSecond(0), copy.sentPerSecond(0)))
                .containsExactly(1.0, 2.0, 3.0);
    }
}
