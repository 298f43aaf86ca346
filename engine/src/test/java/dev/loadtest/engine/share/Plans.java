package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans of one phase, {@code p}, over some requests. */
final class Plans {
    static final FileSet FILES =
            new FileSet("csv", List.of(new FileRef("csv", "a.csv", 1, "aa"), new FileRef("csv", "b.csv", 2, "bb")));

    private long seed = 7;
    private Shape shape = new Shape.Burst(100);
    private Tracking tracking = new Tracking.All();
    private Phase.Items items = new Phase.Once();
    private List<Variant> variants = List.of(Variant.NONE);
    private final List<FileSet> files = new ArrayList<>(List.of(FILES));
    private final List<Phase.MixEntry> mix = new ArrayList<>();
    private final List<RequestTemplate> requests = new ArrayList<>();

    static Plans plan() {
        return new Plans();
    }

    Plans seed(long value) {
        seed = value;
        return this;
    }

    Plans shape(Shape value) {
        shape = value;
        return this;
    }

    Plans tracking(Tracking value) {
        tracking = value;
        return this;
    }

    Plans items(Phase.Items value) {
        items = value;
        return this;
    }

    Plans variants(Variant... value) {
        variants = List.of(value);
        return this;
    }

    Plans request(String name, double weight, Map<String, ValueSource> values) {
        mix.add(new Phase.MixEntry(name, weight));
        requests.add(new RequestTemplate(
                name,
                "GET",
                Template.literal("/" + name),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(),
                values,
                Expectation.SUCCESS,
                Duration.ofSeconds(30),
                0));
        return this;
    }

    Plans rows(String set, long count) {
        files.add(new FileSet(set, List.of(), new RowTable(List.of("n", "m"), count)));
        return this;
    }

    LoadPlan build() {
        if (mix.isEmpty()) {
            request("r", 1, Map.of());
        }
        Phase phase = new Phase(
                "p",
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                items,
                1,
                shape,
                mix,
                tracking,
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofMinutes(5),
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0,
                "");
        Target target =
                new Target(false, "127.0.0.1", 8000, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 256);
        return new LoadPlan(
                "plan",
                seed,
                1,
                target,
                variants,
                files,
                requests,
                List.of(phase),
                List.of(),
                Selection.ALL,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofSeconds(35),
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }

    static Case firstCase(LoadPlan plan) {
        return Cases.of(plan).all().getFirst();
    }
}
