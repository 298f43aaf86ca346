package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.Statuses;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final List<Problem> WRONG = List.of(new Problem("spec.a", "is wrong"));
    private final Verdicts verdicts = new Verdicts();

    private static Observation seen(long generation, Duration later, int here) {
        LoadTest test = SampleTests.test();
        test.getMetadata().setGeneration(generation);
        Admission admission = new Admission(Set.of(), Set.of(), here, 0, false);
        return SampleTests.later(SampleTests.among(SampleTests.seen(test), admission), later);
    }

    @Test
    void keptPerGenerationForAWhile() {
        verdicts.keep(seen(1, Duration.ZERO, 1), new Validated.Refused(WRONG));
        assertThat(verdicts.of(seen(1, Duration.ofSeconds(9), 1))).contains(WRONG);
        assertThat(verdicts.of(seen(1, Duration.ofSeconds(10), 1))).isEmpty();
        assertThat(verdicts.of(seen(2, Duration.ofSeconds(1), 1))).isEmpty();
        verdicts.keep(seen(2, Duration.ZERO, 1), SampleTests.runnable(SampleTests.test()));
        assertThat(verdicts.of(seen(2, Duration.ofSeconds(1), 1))).contains(List.of());
        verdicts.forget(SampleTests.UID);
        assertThat(verdicts.of(seen(2, Duration.ofSeconds(1), 1))).isEmpty();
    }

    @Test
    void onceASecondPerNamespace() {
        verdicts.keep(seen(1, Duration.ZERO, 90), new Validated.Refused(WRONG));
        assertThat(verdicts.of(seen(1, Duration.ofSeconds(89), 90))).contains(WRONG);
        assertThat(verdicts.of(seen(1, Duration.ofSeconds(90), 90))).isEmpty();
    }

    @Test
    void fewProblemsAreKept() {
        List<Problem> many = IntStream.range(0, 100_000)
                .mapToObj(i -> new Problem("spec.phases[" + i + "]", "is wrong"))
                .toList();
        verdicts.keep(seen(1, Duration.ZERO, 1), new Validated.Refused(many));
        assertThat(verdicts.of(seen(1, Duration.ZERO, 1)).orElseThrow())
                .hasSizeBetween(10, 200)
                .isEqualTo(many.subList(
                        0, verdicts.of(seen(1, Duration.ZERO, 1)).orElseThrow().size()));
    }

    @Test
    void forgottenOnceStarted() {
        LoadTest started = SampleTests.test(Statuses.started(State.STARTING, SampleTests.NOW));
        verdicts.keep(SampleTests.seen(started), SampleTests.runnable(SampleTests.test()));
        assertThat(verdicts.of(SampleTests.seen(started))).isEmpty();
    }
}
