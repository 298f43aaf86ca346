package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.report.Statuses;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverlookedTestsTest {
    private final List<Event> events = new ArrayList<>();
    private Instant now = SampleTests.NOW;
    private final Looks looks = new Looks(() -> now);
    private final OverlookedTests overlooked = new OverlookedTests(looks);

    @BeforeEach
    void listen() {
        overlooked.setEventHandler(events::add);
    }

    private static LoadTest test(String name) {
        LoadTest test = SampleTests.test();
        test.getMetadata().setName(name);
        return test;
    }

    private static LoadTest withState(String name) {
        LoadTest test = test(name);
        test.setStatus(Statuses.started(LoadTestStatus.State.STARTING, SampleTests.NOW));
        return test;
    }

    /** The framework passes over other events of a resource whose deletion it has just reconciled. */
    @Test
    void reportedByEventsOfResource() {
        LoadTest anew = test("anew");

        overlooked.report(Stream.of(anew));

        assertThat(events).singleElement().isInstanceOfSatisfying(ResourceEvent.class, event -> {
            assertThat(event.getAction()).isEqualTo(ResourceAction.UPDATED);
            assertThat(event.getRelatedCustomResourceID()).isEqualTo(ResourceID.fromResource(anew));
            assertThat(event.getResource()).contains(anew);
        });
    }

    @Test
    void withoutStatus() {
        overlooked.report(Stream.of(withState("decided"), test("one"), withState("other"), test("two")));

        assertThat(events)
                .extracting(event -> event.getRelatedCustomResourceID().getName())
                .containsExactly("one", "two");
    }

    private List<String> reported(LoadTest... tests) {
        events.clear();
        overlooked.report(Stream.of(tests));
        return events.stream()
                .map(event -> event.getRelatedCustomResourceID().getName())
                .toList();
    }

    /** The framework forgets the timer of a LoadTest that it hands over as the deleted one of its name. */
    @Test
    void claimedAndOverdue() {
        LoadTest claimed = withState("claimed");
        looks.looked(claimed, Optional.of(Duration.ofMillis(200)));
        assertThat(reported(claimed)).isEmpty();

        now = now.plusSeconds(6);
        assertThat(reported(claimed)).containsExactly("claimed");
        looks.looked(claimed, Optional.of(Duration.ofSeconds(1)));
        assertThat(reported(claimed)).isEmpty();
        looks.dropped(claimed);
        assertThat(reported(claimed)).containsExactly("claimed");
    }

    @Test
    void notIfAnEventBringsTheNextReconciliation() {
        LoadTest resting = withState("resting");
        looks.looked(resting, Optional.empty());
        now = now.plus(Duration.ofDays(400));
        assertThat(reported(resting)).isEmpty();
    }

    @Test
    void missingAreThoseWithoutReportedDeletion() {
        LoadTest first = withState("first");
        LoadTest second = withState("second");
        second.getMetadata().setUid("another");
        looks.looked(first, Optional.empty());
        looks.looked(second, Optional.empty());

        assertThat(looks.missing(Stream.of(second))).containsExactly(first);
        looks.forget(first);
        assertThat(looks.missing(Stream.of(second))).isEmpty();
    }

    @Test
    void noSecondaryResources() {
        assertThat(overlooked.getSecondaryResources(test("any"))).isEmpty();
    }
}
