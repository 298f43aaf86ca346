package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = SampleTests.NOW;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static LoadTest test(String uid, String namespace, int second, @Nullable LoadTestStatus status) {
        LoadTest test = SampleTests.test(status);
        test.getMetadata().setUid(uid);
        test.getMetadata().setNamespace(namespace);
        test.getMetadata().setCreationTimestamp("2026-01-01T00:00:0" + second + "Z");
        return test;
    }

    private static LoadTestStatus suspended(Duration ago) {
        return Statuses.suspended(NOW.minus(ago).minusSeconds(10), NOW.minus(ago));
    }

    @Test
    void earlierAndStartedPrecede() {
        LoadTest it = test("m", "shop", 5, null);
        List<LoadTest> all = List.of(
                it,
                test("earlier", "shop", 4, null),
                test("later", "shop", 6, null),
                test("a", "shop", 5, null),
                test("z", "shop", 5, null),
                test("later but started", "shop", 7, Statuses.started(State.RUNNING, NOW)),
                test("earlier but over", "shop", 1, Statuses.completed(NOW, NOW)),
                test("elsewhere", "pay", 1, null));
        Admission admission = Admission.of(it, all, MINUTE, NOW);
        assertThat(admission.before()).isEqualTo(3);
        assertThat(admission.here()).isEqualTo(6);
        assertThat(admission.running()).containsExactly("later but started");
    }

    @Test
    void startedRunsHoldPlaces() {
        LoadTest it = test("it", "shop", 1, Statuses.started(State.RUNNING, NOW));
        List<LoadTest> all = List.of(
                it,
                test("here", "shop", 1, Statuses.started(State.STARTING, NOW)),
                test("there", "pay", 1, Statuses.started(State.DRAINING, NOW)),
                test("waits", "shop", 1, null),
                test("over", "shop", 1, Statuses.completed(NOW, NOW)));
        Admission admission = Admission.of(it, all, MINUTE, NOW);
        assertThat(admission.running()).containsExactlyInAnyOrder("here", "there");
        assertThat(admission.runningHere()).containsExactly("here");
        assertThat(admission.gaveBack()).isFalse();
    }

    @Test
    void longSuspensionGivesPlaceBack() {
        LoadTest shortly = test("shortly", "shop", 1, suspended(Duration.ofSeconds(59)));
        LoadTest longer = test("longer", "shop", 1, suspended(MINUTE));
        List<LoadTest> all = List.of(shortly, longer);
        assertThat(Admission.of(longer, all, MINUTE, NOW).gaveBack()).isTrue();
        assertThat(Admission.of(longer, all, MINUTE, NOW).running()).containsExactly("shortly");
        assertThat(Admission.of(shortly, all, MINUTE, NOW).gaveBack()).isFalse();
        assertThat(Admission.of(shortly, all, MINUTE, NOW).running()).isEmpty();
        assertThat(Admission.of(shortly, all, Duration.ZERO, NOW).running()).containsExactly("longer");
        assertThat(Admission.of(longer, all, Duration.ZERO, NOW).gaveBack()).isFalse();
    }
}
