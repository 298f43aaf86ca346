package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.report.Statuses;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverlookedTestsTest {
    private final List<Event> events = new ArrayList<>();
    private final OverlookedTests overlooked = new OverlookedTests();

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
    void withoutStatusOnly() {
        overlooked.report(Stream.of(withState("decided"), test("one"), withState("other"), test("two")));

        assertThat(events)
                .extracting(event -> event.getRelatedCustomResourceID().getName())
                .containsExactly("one", "two");
    }

    @Test
    void noSecondaryResources() {
        assertThat(overlooked.getSecondaryResources(test("any"))).isEmpty();
    }
}
