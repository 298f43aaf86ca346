package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.count.CountsByCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TallyMergeTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergeIsOrderIndependent(long seed) {
        RandomTallies draw = new RandomTallies(seed);
        List<Tally> parts = new ArrayList<>();
        int size = 2 + draw.random().nextInt(8);
        for (int i = 0; i < size; i++) {
            parts.add(draw.tally());
        }

        Tally inOrder = new Tally();
        parts.forEach(inOrder::add);

        for (int i = 0; i < 4; i++) {
            Tally other = draw.merged(parts);
            assertThat(other.state()).isEqualTo(inOrder.state());
            assertThat(other.entry()).isEqualTo(inOrder.entry());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void booksCloseAlone(long seed) {
        Tally tally = new RandomTallies(seed).tally();

        assertThat(tally.planned()).isEqualTo(tally.sent() + tally.notSent());
        assertThat(tally.sent()).isEqualTo(tally.ended() + tally.inFlight());
        assertThat(tally.entry().closes()).isTrue();
        assertThat(tally.entry().failures()).isEqualTo(tally.failures());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void booksCloseMerged(long seed) {
        RandomTallies draw = new RandomTallies(seed);
        TallySheet sum = draw.sheet();
        for (int i = 0; i < 5; i++) {
            sum.add(draw.sheet());
        }

        RunResult.Totals totals = sum.totals();

        assertThat(totals.books().close()).isTrue();
        assertThat(totals.requests().values()).allMatch(Books::close);
        for (Kind kind : Kind.values()) {
            long byRequest = totals.requests().values().stream()
                    .mapToLong(books -> books.kind(kind).sent())
                    .sum();
            assertThat(totals.books().kind(kind).sent()).isEqualTo(byRequest).isEqualTo(sum.sent(kind));
            assertThat(totals.books().kind(kind).inFlight()).isEqualTo(sum.inFlight(kind));
            assertThat(totals.books().kind(kind).failures()).isEqualTo(sum.failures(kind));
            assertThat(sum.ended(kind) + sum.inFlight(kind)).isEqualTo(sum.sent(kind));
        }
    }

    @Test
    void missingOutcomeLeavesBooksOpen() {
        Tally tally = new Tally();
        tally.addPlanned(2);
        tally.sent(0, 0, 0, false);

        assertThat(tally.entry().closes()).isFalse();

        tally.notSent("stopped", 1);

        assertThat(tally.entry().closes()).isTrue();
    }

    @Test
    void copyIsIndependent() {
        Tally tally = new Tally();
        tally.sent(1, 0, 0, false);
        Tally copy = tally.copy();

        copy.completed(true, 200, 9_000_000, 9_000_000_000L, 9_000_000_000L);

        assertThat(tally.inFlight()).isEqualTo(1);
        assertThat(tally.response().count()).isZero();
        assertThat(copy.inFlight()).isZero();
        assertThat(copy.response().percentiles().max()).isEqualTo(9_000_000);
    }

    @Test
    void excessCausesAreCountedTogether() {
        Tally tally = new Tally();
        for (int i = 0; i < 1_000; i++) {
            tally.sent(0, 0, 0, false);
            tally.failed("cause " + i, 1);
            tally.sent(0, 0, 0, false);
            tally.completed(false, 100 + i % 900, 1, 1, 1);
        }

        Books.Entry entry = tally.entry();

        assertThat(entry.errors()).hasSize(65).containsEntry("other", 936L);
        assertThat(entry.status()).hasSize(900).containsEntry(100, 2L).containsEntry(999, 1L);
        assertThat(entry.errorsTotal()).isEqualTo(1_000);
        assertThat(entry.status().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1_000);
    }

    /** However requests are shared among workers, and through the wire form. */
    @Test
    void statusCodesForAnyNumberOfWorkers() {
        Map<Integer, Long> alone = null;
        for (int workers : new int[] {1, 2, 7, 250}) {
            List<Tally> parts = Stream.generate(Tally::new).limit(workers).toList();
            for (int i = 0; i < 5_000; i++) {
                parts.get(i % workers).sent(0, 0, 0, false);
                parts.get(i % workers).completed(true, i % 1_300 - 50, 1, 1, 1);
            }
            Tally merged = new Tally();
            parts.forEach(part -> merged.add(Tally.of(part.state())));
            Map<Integer, Long> status = merged.entry().status();

            assertThat(status.keySet()).hasSize(901).contains(0, 100, 999).doesNotContain(99, 1_000, -1);
            assertThat(alone == null || alone.equals(status)).isTrue();
            assertThat(merged.copy().entry().status()).isEqualTo(status);
            alone = status;
        }
    }

    @Test
    void statusCodesAreBounded() {
        CountsByCode codes = new CountsByCode();
        for (int code = -100_000; code < 100_000; code++) {
            codes.add(code);
        }
        assertThat(codes.toMap()).hasSize(901).containsEntry(0, 199_100L);
        assertThat(codes.footprintBytes()).isLessThan(9_000);
    }

    @Test
    void boundedMergeIsOrderIndependent() {
        List<Tally> parts = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            Tally tally = new Tally();
            for (int i = 0; i < 100; i++) {
                tally.failed("cause " + (i + 50 * w), 1);
                tally.completed(true, 100 + i + 50 * w, 1, 1, 1);
            }
            parts.add(tally);
        }
        Tally forth = new Tally();
        parts.forEach(forth::add);
        Tally back = new Tally();
        parts.reversed().forEach(back::add);

        assertThat(back.entry()).isEqualTo(forth.entry());
    }
}
