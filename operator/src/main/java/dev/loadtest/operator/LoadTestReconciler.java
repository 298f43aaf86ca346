package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.apply.Applier;
import dev.loadtest.operator.apply.Leftovers;
import dev.loadtest.operator.decide.Decider;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Observer;
import dev.loadtest.operator.serve.OperatorMetrics;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.validate.Turns;
import dev.loadtest.operator.validate.Validated;
import dev.loadtest.operator.validate.Validator;
import dev.loadtest.operator.validate.Verdicts;
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
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observe, validate, decide, apply, report, in this order; never waits for a run. */
@ControllerConfiguration(name = "loadtest", triggerReconcilerOnAllEvents = true)
public final class LoadTestReconciler implements Reconciler<LoadTest> {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTestReconciler.class);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration STATUS = Duration.ofSeconds(1);
    /** LoadTests in one page of a list, each of at most 1.5 MB. */
    private static final long PAGE = 20;

    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** After a failure the framework tries again at intervals of its own, a few times. */
    private static final Duration FAILED = Duration.ofMinutes(1);

    private final Observer observer;
    private final Validator validator;
    /** Budget of manifests compiled at once: about 50 MiB of heap; the largest possible manifest, alone, about 100. */
    private final Turns turns = new Turns(2, 1 << 20);

    private final Verdicts verdicts = new Verdicts();
    private final Limits limits;
    private final Applier applier;
    private final OperatorMetrics metrics;
    private final Looks looks;
    private final OverlookedTests overlooked;
    private volatile @Nullable Caches caches;

    public LoadTestReconciler(
            Observer observer,
            Validator validator,
            Limits limits,
            Applier applier,
            OperatorMetrics metrics,
            InstantSource clock) {
        this.observer = observer;
        this.validator = validator;
        this.limits = limits;
        this.applier = applier;
        this.metrics = metrics;
        this.looks = new Looks(clock);
        this.overlooked = new OverlookedTests(looks);
    }

    @Override
    public UpdateControl<LoadTest> reconcile(LoadTest test, Context<LoadTest> context) {
        if (context.isPrimaryResourceDeleted()) {
            // A LoadTest can be gone without its deletionTimestamp having been seen. If another of its name is in the
            // cache
            // already, the framework hands that one over, and forgets its timer.
            if (isCached(test, context)) {
                looks.dropped(test);
            } else {
                gone(test);
            }
            return UpdateControl.noUpdate();
        }
        looks.looked(test, Optional.of(FAILED));
        UpdateControl<LoadTest> control = step(test, context);
        looks.looked(test, control.getScheduleDelay().map(Duration::ofMillis));
        return control;
    }

    private static boolean isCached(LoadTest test, Context<LoadTest> context) {
        return context.getPrimaryCache()
                .get(ResourceID.fromResource(test))
                .filter(it ->
                        it.getMetadata().getUid().equals(test.getMetadata().getUid()))
                .isPresent();
    }

    private void gone(LoadTest test) {
        applier.gone(test);
        verdicts.forget(test.getMetadata().getUid());
        looks.forget(test);
    }

    private UpdateControl<LoadTest> step(LoadTest test, Context<LoadTest> context) {
        Observer.Cached cached = Observer.Cached.of(
                test,
                context.getSecondaryResources(Pod.class),
                context.getSecondaryResources(Job.class),
                context.getPrimaryCache().list().toList());
        Observation seen = observer.observe(test, cached);
        Optional<Decision> unread = Decider.unread(seen, verdicts.of(seen), limits);
        if (unread.isPresent()) {
            return apply(seen, unread.get());
        }
        Optional<Validated> known = validator.known(seen);
        return known.isPresent() ? apply(seen, Decider.decide(seen, known.get(), limits)) : inTurn(seen);
    }

    /** Compiles a manifest, which takes time and memory. */
    private UpdateControl<LoadTest> inTurn(Observation seen) {
        String namespace = seen.test().getMetadata().getNamespace();
        if (!turns.enter(namespace)) {
            return UpdateControl.<LoadTest>noUpdate().rescheduleAfter(TURN);
        }
        try {
            Optional<Observation> complete = observer.complete(seen, size -> turns.admit(namespace, size));
            if (complete.isEmpty()) {
                return UpdateControl.<LoadTest>noUpdate().rescheduleAfter(SOON);
            }
            Validated validated = validator.validate(complete.get());
            verdicts.keep(complete.get(), validated);
            return apply(complete.get(), Decider.decide(complete.get(), validated, limits));
        } finally {
            turns.leave(namespace);
        }
    }

    private UpdateControl<LoadTest> apply(Observation seen, Decision decision) {
        metrics.decided(decision);
        LOG.debug(
                "{}/{}: {}",
                seen.test().getMetadata().getNamespace(),
                seen.test().getMetadata().getName(),
                decision);
        return switch (applier.apply(seen, decision)) {
            case DONE -> again(seen, decision);
            case UNTOLD -> UpdateControl.<LoadTest>noUpdate().rescheduleAfter(STATUS);
            case AGAIN -> UpdateControl.<LoadTest>noUpdate().rescheduleAfter(SOON);
        };
    }

    private static Set<ResourceID> loadTest(HasMetadata object) {
        String name = object.getMetadata().getLabels().get(Names.LABEL_NAME);
        return name == null
                ? Set.of()
                : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }

    /** Time until the next reconciliation if no event comes. */
    private UpdateControl<LoadTest> again(Observation seen, Decision decision) {
        UpdateControl<LoadTest> control = UpdateControl.noUpdate();
        return switch (decision) {
            case Decision.Rest rest -> control;
            case Decision.Forget forget -> control;
            case Decision.CleanUpAfterTtl cleanUp -> control;
            case Decision.Keep keep ->
                control.rescheduleAfter(
                        keep.left().compareTo(LONGEST) < 0 ? keep.left().plus(SOON) : LONGEST);
            case Decision.Refuse refuse -> control.rescheduleAfter(Verdicts.every(seen));
            case Decision.Hold hold -> control.rescheduleAfter(again(seen, hold.why()));
            case Decision.Queue queue -> control.rescheduleAfter(STATUS.multipliedBy(2));
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

    /** The first in its namespace's queue is checked sooner than the hundredth. */
    private Duration again(Observation seen, Decision.Hold.Why why) {
        return switch (why) {
            case TOO_MANY_RUNS -> STATUS.multipliedBy(2);
            case SUSPENDED -> Verdicts.every(seen);
            case TOO_MANY_IN_NAMESPACE -> {
                int ahead = seen.admission().before() - limits.maxPerNamespace();
                yield STATUS.multipliedBy(Math.clamp(ahead, 2, 60));
            }
        };
    }

    @Override
    public List<EventSource<?, LoadTest>> prepareEventSources(EventSourceContext<LoadTest> context) {
        Caches found = new Caches(owned(Job.class, context), owned(Pod.class, context), context.getPrimaryCache());
        caches = found;
        return List.<EventSource<?, LoadTest>>of(found.jobs(), found.pods(), overlooked);
    }

    /** The watched resources. */
    private record Caches(
            InformerEventSource<Job, LoadTest> jobs,
            InformerEventSource<Pod, LoadTest> pods,
            IndexerResourceCache<LoadTest> tests) {}

    /** All LoadTests in the cache; none before it is filled. */
    List<LoadTest> tests() {
        Caches now = caches;
        return now == null ? List.of() : now.tests().list().toList();
    }

    /**
     * Removes leftovers shown by the caches, reconciles overlooked LoadTests, and forgets those whose deletion was never
     * reported; empty caches show nothing.
     */
    void sweep(Leftovers leftovers) {
        Caches now = caches;
        if (now != null) {
            looks.missing(now.tests().list()).stream()
                    .filter(leftovers::isDeleted)
                    .forEach(this::gone);
            overlooked.report(now.tests().list());
            leftovers.sweep(
                    now.jobs().list().toList(),
                    now.pods().list().toList(),
                    now.tests().list().toList());
        }
    }

    /** Watches only objects with our label; the label also leads from a pod to its LoadTest. */
    private static <R extends HasMetadata> InformerEventSource<R, LoadTest> owned(
            Class<R> type, EventSourceContext<LoadTest> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, LoadTest.class)
                        .withLabelSelector(Names.LABEL_UID)
                        .withInformerListLimit(PAGE)
                        .withSecondaryToPrimaryMapper(LoadTestReconciler::loadTest)
                        .build(),
                context);
    }
}
