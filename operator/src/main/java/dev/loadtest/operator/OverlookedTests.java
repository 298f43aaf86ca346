package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds LoadTests that were never reconciled. While a deleted LoadTest is being reconciled, the framework records
 * events of a new one of the same name, and drops them when that reconciliation ends: a LoadTest deleted and applied
 * again within milliseconds would never be reconciled. Afterwards the framework ignores every event except those of the
 * LoadTest itself, so this event source emits that type. Any thread.
 */
final class OverlookedTests extends AbstractEventSource<Void, LoadTest> {
    OverlookedTests() {
        super(Void.class, "overlooked");
    }

    @Override
    public Set<Void> getSecondaryResources(LoadTest test) {
        return Set.of();
    }

    /** Triggers reconciliation of LoadTests without any status. */
    void report(Stream<LoadTest> tests) {
        tests.filter(OverlookedTests::isOverlooked).forEach(test -> getEventHandler()
                .handleEvent(new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(test), test)));
    }

    private static boolean isOverlooked(LoadTest test) {
        return test.getStatus() == null || test.getStatus().state() == null;
    }
}
