package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.wire.HistogramState;
import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineTest {
    private static final long SECOND = 1_000_000;

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
        HistogramState none = new HistogramState("", 0, 0, 0);
        List<TimelineState.Stretch> many = LongStream.range(0, 7_201)
                .mapToObj(second -> new TimelineState.Stretch(second, 1, 1, 0, none))
                .toList();
        List<TimelineState> impossible = List.of(
                new TimelineState(1, 0, many),
                new TimelineState(1L << 62, 0, List.of()),
                new TimelineState(1, 1L << 50, List.of()),
                new TimelineState(1, 0, List.of(new TimelineState.Stretch(-1, 1, 1, 0, none))),
                new TimelineState(1, 0, List.of(new TimelineState.Stretch(1L << 50, 1, 1, 0, none))));
        for (TimelineState state : impossible) {
            assertThatThrownBy(() -> Timeline.of(state)).isInstanceOf(IllegalArgumentException.class);
        }
        Timeline known = new Timeline();
        known.replace(Timeline.of(new TimelineState(1, 0, many.subList(0, 7_200))));
        TimelineState more = new TimelineState(1, 0, List.of(new TimelineState.Stretch(9_000, 1, 1, 0, none)));
        assertThatThrownBy(() -> known.replace(Timeline.of(more))).isInstanceOf(IllegalArgumentException.class);
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
        Timeline worker = new Timeline();
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
        Timeline worker = new Timeline();
        worker.shareAmong(1_000);
        Timeline known = new Timeline();
        long second = 0;
        long sent = 0;
        for (int i = 0; i < 20_000; i++) {
            second += random.nextInt(500) == 0 ? random.nextInt(100_000) : random.nextInt(3);
            worker.sent(second * SECOND);
            worker.ended(Math.max(0, second - random.nextInt(30)) * SECOND, false, random.nextInt(1_000_000_000));
            sent++;
            assertThat(worker.state().stretches().size()).isLessThanOrEqualTo(200);
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
        assertThat(worker.state(60).stretches().size()).isLessThanOrEqualTo(60);
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

        assertThat(timeline.state().width()).isEqualTo(8);
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
        switch (random.nextInt(20)) {
            case 0 -> timeline.sent(Math.max(0, now - random.nextInt(5_000_000)));
            case 1 -> timeline.ended(Math.max(0, now - random.nextInt(5_000_000)), true, 7_000);
            case 2, 3, 4, 5, 6, 7, 8 -> timeline.sent(now);
            default -> timeline.ended(now, random.nextBoolean(), random.nextInt(1_000_000_000) - 1_000_000);
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
            Timeline worker = new Timeline();
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
