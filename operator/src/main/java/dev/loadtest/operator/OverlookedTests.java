package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reports LoadTests about which nothing was ever decided. While the reconciliation of a deleted LoadTest runs, the framework
 * notes what it hears of the next one of the same name, and forgets it when that reconciliation ends: a LoadTest that is
 * deleted and applied anew within milliseconds would never be reconciled. From then on it passes over every event that is not
 * of the LoadTest itself, so that this one has that form. Any thread.
 */
final class OverlookedTests extends AbstractEventSource<Void, LoadTest> {
    OverlookedTests() {
        super(Void.class, "overlooked");
    }

    @Override
    public Set<Void> getSecondaryResources(LoadTest test) {
        return Set.of();
    }

    /** Has those reconciled that no status says anything of. */
    void report(Stream<LoadTest> tests) {
        tests.filter(OverlookedTests::isOverlooked).forEach(test -> getEventHandler()
                .handleEvent(new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(test), test)));
    }

    private static boolean isOverlooked(LoadTest test) {
        return test.getStatus() == null || test.getStatus().state() == null;
    }
}
