package dev.loadtest.engine.result.block;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Variant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhasePrintTest {
    private static final Map<String, dev.loadtest.engine.plan.ValueSource> ID =
            Map.of("id", new dev.loadtest.engine.plan.ValueSource.Range(0, 9));

    private static String print(PlanFixture fixture) {
        LoadPlan plan = fixture.build();
        return PhasePrint.of(plan, plan.phases().getFirst(), Variant.NONE);
    }

    private static PlanFixture usual() {
        return plan().request("get", ID, List.of()).phase(phase("load", "get").burst(100));
    }

    @Test
    void equalPlansHaveEqualPrints() {
        assertThat(print(usual())).isEqualTo(print(usual())).hasSize(16);
    }

    @Test
    void whatMakesTheRequestsCounts() {
        assertThat(List.of(
                        print(usual()),
                        print(plan().request("get", ID, List.of())
                                .phase(phase("load", "get").burst(101))),
                        print(plan().request("get", Map.of(), List.of())
                                .phase(phase("load", "get").burst(100))),
                        print(plan().at("get", "/other")
                                .phase(phase("load", "get").burst(100))),
                        print(plan().request("get", ID, List.of())
                                .phase(phase("load", "get").burst(100).tracked(5))),
                        print(plan().request("get", ID, List.of())
                                .phase(phase("load", "get").burst(100).iterations(2)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void limitsSeedAndOtherPhasesDoNot() {
        assertThat(print(plan().request("get", ID, List.of())
                        .get("other")
                        .seed(99)
                        .parallelism(5)
                        .threshold("p99 < 1s", true)
                        .phase(phase("load", "get").burst(100).threshold("p50 < 1s", false))
                        .phase(phase("more", "other"))))
                .isEqualTo(print(usual()));
    }

    private record Item(String name, Map<String, Integer> map, Set<String> set, List<String> list, boolean flag) {}

    private record Larger(
            String name, Map<String, Integer> map, Set<String> set, List<String> list, boolean flag, String added) {}

    @Test
    void mapsAndSetsAreSorted() {
        Map<String, Integer> one = new LinkedHashMap<>(Map.of("a", 1));
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
        other.put("a", 1);
        Set<String> set = new LinkedHashSet<>(List.of("x", "y"));

        assertThat(CanonicalText.of(new HashMap<>(Map.of("a", one, "b", set))))
                .isEqualTo(CanonicalText.of(Map.of("a", other, "b", new LinkedHashSet<>(List.of("y", "x")))));
        assertThat(CanonicalText.of(List.of("x", "y"))).isNotEqualTo(CanonicalText.of(List.of("y", "x")));
    }

    @Test
    void emptyComponentsAreLeftOut() {
        String text = CanonicalText.of(new Item("a", Map.of(), Set.of(), List.of(), false));

        assertThat(text).isEqualTo("Item(name=\"a\")");
        assertThat(CanonicalText.of(new Larger("a", Map.of(), Set.of(), List.of(), false, "")))
                .isEqualTo("Larger(name=\"a\")");
    }

    @Test
    void textsCannotImitateStructure() {
        assertThat(CanonicalText.of(List.of("a\", \"b"))).isNotEqualTo(CanonicalText.of(List.of("a", "b")));
    }
}
