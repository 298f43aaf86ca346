package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans for tests, with a default for everything a test does not care about. */
public final class PlanFixture {
    private final List<RequestTemplate> requests = new ArrayList<>();
    private final List<Journey> journeys = new ArrayList<>();
    private final List<FileSet> files = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Targets.Named> others = new ArrayList<>();
    private List<Variant> variants = List.of(Variant.NONE);
    private Selection selection = Selection.ALL;
    private long seed = 7;
    private int parallelism = 1;
    private Duration timeout = Duration.ofSeconds(30);
    private Duration activeDeadline = Duration.ofHours(1);
    private Duration drain = Duration.ofSeconds(35);
    private LoadPlan.OnWorkerLoss onWorkerLoss = LoadPlan.OnWorkerLoss.CONTINUE;

    public static PlanFixture plan() {
        return new PlanFixture();
    }

    /** A constant rate. */
    public static Shape.Rate constant(double perSecond, Duration duration) {
        return new Shape.Rate(perSecond, List.of(new Shape.RateStage(duration, perSecond)), false, Duration.ZERO);
    }

    public PlanFixture get(String name) {
        return request(name, Map.of(), List.of());
    }

    /** Sends the request added last to a further target. */
    public PlanFixture to(String target) {
        RequestTemplate last = requests.removeLast();
        return add(last.name(), target, last.path(), last.query(), last.values(), last.captures());
    }

    public PlanFixture request(String name, Map<String, ValueSource> values, List<Capture> captures) {
        List<RequestTemplate.QueryParameter> query = values.keySet().stream()
                .sorted()
                .map(value -> new RequestTemplate.QueryParameter(value, Template.parse("${" + value + "}")))
                .toList();
        return add(name, Targets.DEFAULT, Template.literal("/" + name), query, values, captures);
    }

    private PlanFixture add(
            String name,
            String target,
            Template path,
            List<RequestTemplate.QueryParameter> query,
            Map<String, ValueSource> values,
            List<Capture> captures) {
        requests.add(new RequestTemplate(
                name,
                target,
                "GET",
                path,
                query,
                List.of(),
                new Body.None(),
                captures,
                values,
                Expectation.SUCCESS,
                timeout,
                0));
        return this;
    }

    /** A request whose path may contain variables. */
    public PlanFixture at(String name, String path, Capture... captures) {
        return add(name, Targets.DEFAULT, Template.parse(path), List.of(), Map.of(), List.of(captures));
    }

    /** A request whose responses must be so. */
    public PlanFixture expecting(String name, Expectation expect) {
        requests.add(new RequestTemplate(
                name,
                "GET",
                Template.literal("/" + name),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(),
                Map.of(),
                expect,
                timeout,
                0));
        return this;
    }

    public PlanFixture journey(String name, Journey.Step... steps) {
        return journey(name, Map.of(), steps);
    }

    public PlanFixture journey(String name, Map<String, ValueSource> values, Journey.Step... steps) {
        journeys.add(new Journey(name, values, true, List.of(steps)));
        return this;
    }

    /** A file set with so many rows; its files do not matter. */
    public PlanFixture rows(String set, long count, String... columns) {
        files.add(new FileSet(set, List.of(), new RowTable(List.of(columns), count)));
        return this;
    }

    public PlanFixture variants(String... names) {
        variants = Arrays.stream(names).map(name -> new Variant(name, Map.of())).toList();
        return this;
    }

    public PlanFixture phase(PhaseFixture phase) {
        phases.add(phase.build());
        return this;
    }

    public PlanFixture threshold(String expr, boolean abort) {
        thresholds.add(Threshold.parse(expr, abort));
        return this;
    }

    public PlanFixture seed(long value) {
        seed = value;
        return this;
    }

    public PlanFixture selection(Selection value) {
        selection = value;
        return this;
    }

    /** The timeout of requests that are added from now on. */
    public PlanFixture timeout(Duration value) {
        timeout = value;
        return this;
    }

    public PlanFixture parallelism(int value) {
        parallelism = value;
        return this;
    }

    public PlanFixture activeDeadline(Duration value) {
        activeDeadline = value;
        return this;
    }

    public PlanFixture drain(Duration value) {
        drain = value;
        return this;
    }

    public PlanFixture onWorkerLoss(LoadPlan.OnWorkerLoss value) {
        onWorkerLoss = value;
        return this;
    }

    /** A further target, on a host of its own name. */
    public PlanFixture target(String name, int connections) {
        others.add(new Targets.Named(name, at(name, connections)));
        return this;
    }

    /** A variant that finds targets on other hosts. */
    public PlanFixture variant(String name, Map<String, String> hosts) {
        Map<String, Variant.Place> places = new HashMap<>();
        hosts.forEach((target, host) -> places.put(target, new Variant.Place(false, host, 80, "")));
        List<Variant> all = new ArrayList<>(variants.equals(List.of(Variant.NONE)) ? List.of() : variants);
        all.add(new Variant(name, Map.of(), places));
        variants = all;
        return this;
    }

    private static Target at(String host, int connections) {
        return new Target(false, host, 80, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, connections);
    }

    public LoadPlan build() {
        Target target = at("target", 256);
        return new LoadPlan(
                "test",
                seed,
                parallelism,
                new Targets(target, others),
                variants,
                files,
                requests,
                journeys,
                phases,
                thresholds,
                selection,
                Duration.ofSeconds(300),
                activeDeadline,
                drain,
                onWorkerLoss,
                0);
    }

    /** A phase with a default for everything. */
    public static final class PhaseFixture {
        private final String name;
        private final List<Phase.MixEntry> mix = new ArrayList<>();
        private Shape shape = new Shape.Burst(1);
        private List<String> needs = List.of();
        private Phase.Items items = new Phase.Once();
        private Tracking tracking = new Tracking.All();
        private FailureLimit maxFailures = new FailureLimit.Count(0);
        private List<Threshold> thresholds = List.of();
        private Duration timeout = Duration.ofMinutes(5);
        private Phase.OnFailure onFailure = Phase.OnFailure.CONTINUE;
        private Phase.Gate gate = Phase.Gate.ALL;
        private int saveMax;
        private int parallelCases = 1;
        private String group = "";
        private @Nullable Duration maxLateness;

        private PhaseFixture(String name) {
            this.name = name;
        }

        public static PhaseFixture phase(String name, String... mix) {
            PhaseFixture phase = new PhaseFixture(name);
            Arrays.stream(mix).forEach(request -> phase.mix.add(new Phase.MixEntry(request, 1)));
            return phase;
        }

        /** A phase whose units are journeys. */
        public static PhaseFixture journeys(String name, String... journeys) {
            PhaseFixture phase = new PhaseFixture(name);
            Arrays.stream(journeys).forEach(journey -> phase.journey(journey, 1));
            return phase;
        }

        public PhaseFixture journey(String journey, double weight) {
            mix.add(new Phase.MixEntry(new Unit.OfJourney(journey), weight));
            return this;
        }

        public PhaseFixture burst(long requests) {
            return shape(new Shape.Burst(requests));
        }

        public PhaseFixture shape(Shape value) {
            shape = value;
            return this;
        }

        public PhaseFixture needs(String... names) {
            needs = List.of(names);
            return this;
        }

        public PhaseFixture iterations(int count) {
            items = new Phase.Iterations(count);
            return this;
        }

        public PhaseFixture parallelCases(int count) {
            parallelCases = count;
            return this;
        }

        public PhaseFixture group(String value) {
            group = value;
            return this;
        }

        public PhaseFixture tracked(long count) {
            tracking = new Tracking.Count(count);
            return this;
        }

        public PhaseFixture trackedPercent(double percent) {
            tracking = new Tracking.Percent(percent);
            return this;
        }

        public PhaseFixture maxFailures(FailureLimit limit) {
            maxFailures = limit;
            return this;
        }

        public PhaseFixture threshold(String expr, boolean abort) {
            thresholds = List.of(Threshold.parse(expr, abort));
            return this;
        }

        public PhaseFixture timeout(Duration value) {
            timeout = value;
            return this;
        }

        public PhaseFixture onFailure(Phase.OnFailure value) {
            onFailure = value;
            return this;
        }

        public PhaseFixture gate(Phase.Gate value) {
            gate = value;
            return this;
        }

        public PhaseFixture maxLateness(Duration value) {
            maxLateness = value;
            return this;
        }

        public PhaseFixture saveMax(int value) {
            saveMax = value;
            return this;
        }

        private Phase build() {
            return new Phase(
                    name,
                    needs,
                    gate,
                    Set.of(),
                    items,
                    parallelCases,
                    shape,
                    mix,
                    tracking,
                    maxFailures,
                    thresholds,
                    timeout,
                    maxLateness == null ? Phase.defaultMaxLateness(shape) : maxLateness,
                    onFailure,
                    saveMax,
                    group);
        }
    }
}
