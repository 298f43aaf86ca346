package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.apply.Applier;
import dev.loadtest.operator.decide.Decider;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Observer;
import dev.loadtest.operator.serve.OperatorMetrics;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observe, validate, decide, apply and report, in this order; never waits for a run. */
@ControllerConfiguration(name = "loadtest", triggerReconcilerOnAllEvents = true)
public final class LoadTestReconciler implements Reconciler<LoadTest> {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTestReconciler.class);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration STATUS = Duration.ofSeconds(1);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Observer observer;
    private final Validator validator;
    private final Limits limits;
    private final Applier applier;
    private final OperatorMetrics metrics;

    public LoadTestReconciler(
            Observer observer, Validator validator, Limits limits, Applier applier, OperatorMetrics metrics) {
        this.observer = observer;
        this.validator = validator;
        this.limits = limits;
        this.applier = applier;
        this.metrics = metrics;
    }

    @Override
    public UpdateControl<LoadTest> reconcile(LoadTest test, Context<LoadTest> context) {
        if (context.isPrimaryResourceDeleted()) {
            // It may be gone without ever having had a deletionTimestamp that was seen.
            applier.gone(test);
            observer.gone(test);
            return UpdateControl.noUpdate();
        }
        Observer.Cached cached = Observer.Cached.of(
                test,
                context.getSecondaryResources(Pod.class),
                context.getSecondaryResources(Job.class),
                context.getPrimaryCache().list().toList());
        Observation seen = observer.observe(test, cached);
        Decision decision = Decider.decide(seen, validator.validate(seen), limits);
        metrics.decided(decision);
        LOG.debug(
                "{}/{}: {}",
                test.getMetadata().getNamespace(),
                test.getMetadata().getName(),
                decision);
        boolean written = applier.apply(seen, decision);
        return written ? again(decision) : UpdateControl.<LoadTest>noUpdate().rescheduleAfter(SOON);
    }

    private static Set<ResourceID> loadTest(HasMetadata object) {
        String name = object.getMetadata().getLabels().get(Names.LABEL_NAME);
        return name == null
                ? Set.of()
                : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }

    /** When to look again though nothing is heard. */
    private static UpdateControl<LoadTest> again(Decision decision) {
        UpdateControl<LoadTest> control = UpdateControl.noUpdate();
        return switch (decision) {
            case Decision.Rest rest -> control;
            case Decision.Forget forget -> control;
            case Decision.CleanUpAfterTtl cleanUp -> control;
            case Decision.Keep keep ->
                control.rescheduleAfter(
                        keep.left().compareTo(LONGEST) < 0 ? keep.left().plus(SOON) : LONGEST);
            case Decision.Refuse refuse -> control.rescheduleAfter(NOW_AND_THEN);
            case Decision.Hold hold ->
                control.rescheduleAfter(
                        hold.why() == Decision.Hold.Why.TOO_MANY_RUNS ? STATUS.multipliedBy(2) : NOW_AND_THEN);
            case Decision.Claim claim -> control.rescheduleAfter(SOON);
            case Decision.PinPlan pin -> control.rescheduleAfter(SOON);
            case Decision.CreateObjects create -> control.rescheduleAfter(STATUS);
            case Decision.ListFiles list -> control.rescheduleAfter(SOON);
            case Decision.AwaitWorkers await -> control.rescheduleAfter(STATUS);
            case Decision.RunCoordinator run -> control.rescheduleAfter(STATUS);
            case Decision.TakeOver over -> control.rescheduleAfter(STATUS);
            case Decision.Watch watch -> control.rescheduleAfter(STATUS);
            case Decision.Suspend suspend -> control.rescheduleAfter(STATUS);
            case Decision.Resume resume -> control.rescheduleAfter(STATUS);
            case Decision.Stop stop -> control.rescheduleAfter(STATUS);
            case Decision.Finish finish -> control.rescheduleAfter(STATUS);
            case Decision.Conclude conclude -> control.rescheduleAfter(STATUS);
            case Decision.RemoveWorkers remove -> control.rescheduleAfter(STATUS);
        };
    }

    @Override
    public List<EventSource<?, LoadTest>> prepareEventSources(EventSourceContext<LoadTest> context) {
        return List.<EventSource<?, LoadTest>>of(owned(Job.class, context), owned(Pod.class, context));
    }

    /** Only what carries our label is watched; a label also leads from a pod to its LoadTest, past its Job. */
    private static <R extends HasMetadata> InformerEventSource<R, LoadTest> owned(
            Class<R> type, EventSourceContext<LoadTest> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, LoadTest.class)
                        .withLabelSelector(Names.LABEL_UID)
                        .withSecondaryToPrimaryMapper(LoadTestReconciler::loadTest)
                        .build(),
                context);
    }
}
