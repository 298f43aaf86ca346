package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.VariantSpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields refused for their form that would have bound, captured or needed something, and are reported already. */
final class LostFields {
    private final LoadTestSpec spec;
    private final Problems problems;

    LostFields(LoadTestSpec spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    /** Whether a refused value, of the request or a variant, may have bound a name. */
    boolean mayBind(String name, Scope scope) {
        return bound(scope.path(), name)
                || mayBind(name, scope.step())
                || problems.refused("spec.variants")
                || paths(spec.variants(), "spec.variants").anyMatch(path -> bound(path, name))
                || Each.list(spec.variants()).stream().anyMatch(variant -> isNameless(variant, name))
                || (name.equals("file") && scope.phase() != null && problems.refused(path(scope.phase()) + ".forEach"));
    }

    private boolean mayBind(String name, @Nullable StepScope step) {
        return step != null && (bound(step.path(), name) || problems.malformed(step.path() + ".steps") || mayCapture());
    }

    private boolean bound(String holder, String name) {
        String values = holder + ".values";
        return problems.refused(holder)
                || problems.refused(values)
                || Stream.concat(Stream.of(name), RowNames.prefixes(name))
                        .anyMatch(value -> problems.malformed(Paths.field(values, value)));
    }

    /** A variant without its name is in no scope. */
    private static boolean isNameless(VariantSpec variant, String name) {
        return variant.name() == null && Each.map(variant.values()).containsKey(name);
    }

    private String path(PhaseSpec phase) {
        return "spec.phases[" + spec.phases().indexOf(phase) + "]";
    }

    /** Whether captures of a request were refused. */
    boolean mayCapture() {
        return paths(spec.requests(), "spec.requests")
                .anyMatch(path -> problems.refused(path) || problems.malformed(path + ".capture"));
    }

    /** Whether needs, requests or variants of a phase were refused. */
    boolean mayNeed() {
        return mayLackSteps()
                || paths(spec.phases(), "spec.phases")
                        .anyMatch(path -> problems.refused(path)
                                || Stream.of(".name", ".needs", ".request", ".journey", ".mix", ".variants")
                                        .anyMatch(field -> problems.malformed(path + field)));
    }

    /** Whether a journey lost its name or its steps. */
    private boolean mayLackSteps() {
        List<JourneySpec> journeys = spec.journeys() == null ? List.of() : spec.journeys();
        return problems.refused("spec.journeys")
                || IntStream.range(0, journeys.size()).anyMatch(i -> {
                    String path = "spec.journeys[" + i + "]";
                    List<?> steps =
                            journeys.get(i) == null ? null : journeys.get(i).steps();
                    return problems.lost(path, "name")
                            || problems.refused(path + ".steps")
                            || paths(steps, path + ".steps").anyMatch(step -> problems.lost(step, "request"));
                });
    }

    private static Stream<String> paths(@Nullable List<?> items, String path) {
        return IntStream.range(0, items == null ? 0 : items.size()).mapToObj(i -> path + "[" + i + "]");
    }
}
