package dev.loadtest.engine.result.exemplar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Exemplar.Answer;
import dev.loadtest.engine.result.exemplar.Exemplar.End;
import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However requests are spread over workers, and however often reports are read, the same are picked. */
class ExemplarsTest {
    private static final Comparator<Exemplar> BY_PLACE = Comparator.<Exemplar, String>comparing(
                    it -> it.sent().caseId())
            .thenComparingLong(it -> it.sent().k())
            .thenComparingLong(it -> it.sent().step())
            .thenComparingLong(it -> it.sent().attempt());
    private static final Comparator<Exemplar> SLOWEST = Comparator.<Exemplar>comparingLong(
                    it -> -it.times().responseMicros())
            .thenComparing(BY_PLACE);
    private static final Comparator<Exemplar> EARLIEST =
            Comparator.<Exemplar>comparingLong(it -> it.times().plannedMicros()).thenComparing(BY_PLACE);

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Few distinct times, so that ties are common. */
    private static Exemplar random(Random random, long k) {
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        return exemplar(
                "load[iter" + random.nextInt(3) + "]",
                k,
                random.nextInt(4),
                random.nextInt(6),
                random.nextInt(8),
                outcome);
    }

    private static Exemplar exemplar(String caseId, long k, long step, long planned, long response, Outcome outcome) {
        return new Exemplar(
                new Exemplar.Sent("load", caseId, k, "visit", step, 0, "get", Kind.TRACKED, Map.of()),
                new Exemplar.Times(planned, 0, 0, -1, response, response, response),
                new End(outcome, 0, "", ""),
                Answer.NONE);
    }

    private static List<Exemplar> first(List<Exemplar> all, Comparator<Exemplar> order) {
        return all.stream().sorted(order).limit(ExemplarLimits.USUAL.each()).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergeIsExact(int seed) {
        Random random = new Random(seed);
        List<Exemplar> requests = new ArrayList<>();
        int count = random.nextInt(60);
        for (long k = 0; k < count; k++) {
            requests.add(random(random, k));
        }
        List<Exemplars> workers = IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(any -> new Exemplars(ExemplarLimits.USUAL))
                .toList();
        Exemplars merged = new Exemplars(ExemplarLimits.USUAL);
        long revision = 0;
        long[] read = new long[workers.size()];
        Collections.shuffle(requests, random);
        for (Exemplar request : requests) {
            int worker = random.nextInt(workers.size());
            workers.get(worker).add(request, ++revision);
            if (random.nextInt(4) == 0) {
                merged.addAll(workers.get(worker).since(read[worker]), 1);
                // A report that is lost on its way is read again.
                read[worker] = random.nextBoolean() ? revision : read[worker];
            }
        }
        for (int worker = 0; worker < read.length; worker++) {
            merged.addAll(workers.get(worker).since(read[worker]), 1);
        }

        List<ExemplarList> lists = merged.lists(List.of("load"), Instant.EPOCH, "");

        List<Exemplar> slowest = first(
                requests.stream().filter(it -> it.end().outcome().isTimed()).toList(), SLOWEST);
        List<Exemplar> failed = first(
                requests.stream().filter(it -> it.end().outcome().isFailure()).toList(), EARLIEST);
        assertThat(lists)
                .as("seed %d", seed)
                .isEqualTo(
                        requests.isEmpty() || slowest.isEmpty() && failed.isEmpty()
                                ? List.of()
                                : List.of(new ExemplarList("load", "get", Instant.EPOCH, slowest, failed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void comparisonsRefuseNothingThatIsPicked(int seed) {
        Random random = new Random(seed);
        Exemplars checked = new Exemplars(ExemplarLimits.USUAL);
        Exemplars all = new Exemplars(ExemplarLimits.USUAL);
        for (long k = 0; k < 60; k++) {
            Exemplar request = random(random, k);
            all.add(request, 1);
            ExemplarPick pick = checked.pick("load", "get");
            boolean slow = request.end().outcome().isTimed()
                    && pick.mayBeSlow(request.times().responseMicros());
            boolean first = request.end().outcome().isFailure()
                    && pick.mayBeFirst(request.times().plannedMicros());
            if (slow || first) {
                checked.add(request, 1);
            }
        }

        assertThat(checked.lists(List.of("load"), Instant.EPOCH, ""))
                .as("seed %d", seed)
                .isEqualTo(all.lists(List.of("load"), Instant.EPOCH, ""));
    }

    @Test
    void tiesAreBrokenByPlace() {
        Exemplars exemplars = new Exemplars(new ExemplarLimits(3, 0));
        exemplars.add(exemplar("b", 0, 0, 5, 5, Outcome.TIMEOUT), 1);
        exemplars.add(exemplar("a", 7, 1, 5, 5, Outcome.TIMEOUT), 1);
        exemplars.add(exemplar("a", 7, 0, 5, 5, Outcome.TIMEOUT), 1);
        exemplars.add(exemplar("a", 3, 9, 5, 5, Outcome.TIMEOUT), 1);

        ExemplarList list = exemplars.lists(List.of("load"), Instant.EPOCH, "").getFirst();

        assertThat(list.slowest()).isEqualTo(list.failed());
        assertThat(list.slowest())
                .extracting(it -> it.sent().caseId() + it.sent().k() + it.sent().step())
                .containsExactly("a39", "a70", "a71");
    }

    @Test
    void madeOnlyWhenRead() {
        Exemplars exemplars = new Exemplars(new ExemplarLimits(2, 0));
        List<Long> made = new ArrayList<>();
        for (long k = 0; k < 10; k++) {
            Exemplar slower = exemplar("a", k, 0, 1, 100 + k, Outcome.SUCCEEDED);
            Candidate candidate = new Candidate("a", k, 0, 0, Outcome.SUCCEEDED, slower.times(), () -> {
                made.add(slower.sent().k());
                return slower;
            });
            exemplars.pick("load", "get").add(candidate, k);
        }

        assertThat(made).isEmpty();
        assertThat(exemplars.since(-1)).extracting(it -> it.sent().k()).containsExactly(9L, 8L);
        assertThat(exemplars.since(-1)).hasSize(2);
        assertThat(made).containsExactly(9L, 8L);
    }

    @Test
    void reportsContainWhatIsNewOnce() {
        Exemplars exemplars = new Exemplars(ExemplarLimits.USUAL);
        Exemplar both = exemplar("a", 0, 0, 1, 9, Outcome.TIMEOUT);
        Exemplar slow = exemplar("a", 1, 0, 1, 9, Outcome.SUCCEEDED);
        exemplars.add(both, 4);
        exemplars.add(slow, 6);

        assertThat(exemplars.since(0)).containsExactly(both, slow);
        assertThat(exemplars.since(4)).containsExactly(slow);
        assertThat(exemplars.since(6)).isEmpty();
    }

    @Test
    void textsAreBounded() {
        assertThatThrownBy(() -> new Answer(List.of(), "x".repeat(8193), false, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
