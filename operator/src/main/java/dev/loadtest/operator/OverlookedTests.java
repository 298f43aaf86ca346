package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds LoadTests that the framework does not reconcile any more. While the deletion of a LoadTest is being reconciled, the
 * framework records events of a new one of the same name, and drops them, and its timer, when that reconciliation ends: a
 * LoadTest deleted and applied again within milliseconds would never be reconciled, or never again after its claim.
 * Afterwards the framework ignores every event except those of the LoadTest itself, so this event source emits that type.
 * Any thread.
 */
final class OverlookedTests extends AbstractEventSource<Void, LoadTest> {
    private final Looks looks;

    OverlookedTests(Looks looks) {
        super(Void.class, "overlooked");
        this.looks = looks;
    }

    @Override
    public Set<Void> getSecondaryResources(LoadTest test) {
        return Set.of();
    }

    /** Triggers reconciliation of LoadTests without any status, and of those whose reconciliation is overdue. */
    void report(Stream<LoadTest> tests) {
        tests.filter(this::isOverlooked).forEach(test -> getEventHandler()
                .handleEvent(new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(test), test)));
    }

    private boolean isOverlooked(LoadTest test) {
        return test.getStatus() == null || test.getStatus().state() == null || looks.isOverdue(test);
    }
}
