package dev.loadtest.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.syntax.SelectExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final Variant FORCED = new Variant("forced", Map.of());
    private static final Variant CACHED = new Variant("cached", Map.of());
    private static final List<Phase> PHASES = List.of(
            phase("process", new Phase.ForEachFile("csv"), Set.of()),
            phase("sanity", new Phase.Once(), Set.of(), "process"),
            phase("hammering", new Phase.Iterations(2), Set.of(), "sanity"),
            phase("warm", new Phase.Once(), Set.of()),
            phase("health", new Phase.Once(), Set.of("cached"), "warm"),
            phase("last", new Phase.Once(), Set.of(), "health", "hammering"));

    @Test
    void variantsInTurn() {
        Cases cases = Cases.of(plan(Selection.ALL, FORCED, CACHED));
        assertThat(ids(cases.all()))
                .containsExactly(
                        "process[forced-a.csv]",
                        "process[forced-b.csv]",
                        "sanity[forced]",
                        "hammering[forced-iter0]",
                        "hammering[forced-iter1]",
                        "warm[forced]",
                        "last[forced]",
                        "process[cached-a.csv]",
                        "process[cached-b.csv]",
                        "sanity[cached]",
                        "hammering[cached-iter0]",
                        "hammering[cached-iter1]",
                        "warm[cached]",
                        "health[cached]",
                        "last[cached]");
        assertThat(cases.all())
                .extracting(Case::ordinal)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(cases.selected()).isEqualTo(cases.all());
        assertThat(needed(cases)).isEmpty();
        assertThat(cases.all().get(4).iteration()).isEqualTo(1);
        assertThat(cases.all().get(1).file()).isEqualTo(new FileRef("csv", "b.csv", 2, "bb"));
    }

    @Test
    void idsWithoutVariant() {
        assertThat(ids(Cases.of(plan(Selection.ALL, Variant.NONE)).all()))
                .containsExactly(
                        "process[a.csv]",
                        "process[b.csv]",
                        "sanity",
                        "hammering[iter0]",
                        "hammering[iter1]",
                        "warm",
                        "last");
    }

    @Test
    void needsOfSelectedCaseInItsVariant() {
        Cases cases = Cases.of(plan(select("forced-iter1"), FORCED, CACHED));
        assertThat(chosen(cases)).containsExactly("hammering[forced-iter1]");
        assertThat(needed(cases))
                .containsExactlyInAnyOrder("process[forced-a.csv]", "process[forced-b.csv]", "sanity[forced]");
        assertThat(ids(cases.selected()))
                .containsExactly(
                        "process[forced-a.csv]", "process[forced-b.csv]", "sanity[forced]", "hammering[forced-iter1]");
    }

    @Test
    void needsOverrideExclusion() {
        Cases cases = Cases.of(plan(select("hammering and not process"), FORCED));
        assertThat(needed(cases)).contains("process[forced-a.csv]", "sanity[forced]");
    }

    @Test
    void selectedAndNeededIsSelected() {
        Cases cases = Cases.of(plan(select("a.csv or sanity"), FORCED));
        assertThat(chosen(cases)).containsExactlyInAnyOrder("process[forced-a.csv]", "sanity[forced]");
        assertThat(needed(cases)).containsExactly("process[forced-b.csv]");
    }

    @Test
    void needsOutsideVariantAreIgnored() {
        Cases cases = Cases.of(plan(select("last"), FORCED, CACHED));
        assertThat(needed(cases))
                .contains("health[cached]", "warm[cached]", "sanity[forced]")
                .doesNotContain("health[forced]", "warm[forced]");
    }

    @Test
    void phaseAndExpression() {
        Cases cases = Cases.of(
                plan(new Selection(SelectExpression.parse("cached"), Set.of("health", "sanity")), FORCED, CACHED));
        assertThat(chosen(cases)).containsExactlyInAnyOrder("health[cached]", "sanity[cached]");
        assertThat(Cases.of(plan(select("nothing-like-it"), FORCED)).selected()).isEmpty();
    }

    @Test
    void countingAllocatesNoCases() {
        for (Selection selection : List.of(
                Selection.ALL,
                select("forced-iter1"),
                select("last"),
                select("nothing-like-it"),
                new Selection(null, Set.of("last")))) {
            Cases cases = Cases.of(plan(selection, FORCED, CACHED));
            assertThat(cases.count()).isEqualTo(cases.all().size());
            assertThat(cases.countSelected()).isEqualTo(cases.selected().size());
            assertThat(cases.isAnyChosen()).isEqualTo(!chosen(cases).isEmpty());
        }
    }

    private static List<String> chosen(Cases cases) {
        return cases.selected().stream()
                .filter(item -> !cases.isNeeded(item))
                .map(Case::id)
                .toList();
    }

    private static List<String> needed(Cases cases) {
        return cases.selected().stream().filter(cases::isNeeded).map(Case::id).toList();
    }

    private static Selection select(String expression) {
        return new Selection(SelectExpression.parse(expression), Set.of());
    }

    private static List<String> ids(List<Case> cases) {
        return cases.stream().map(Case::id).toList();
    }

    private static Phase phase(String name, Phase.Items items, Set<String> variants, String... needs) {
        Shape shape = new Shape.Burst(1);
        return new Phase(
                name,
                List.of(needs),
                Phase.Gate.ALL,
                variants,
                items,
                1,
                shape,
                List.of(new Phase.MixEntry("r", 1)),
                new Tracking.All(),
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofMinutes(5),
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0,
                "");
    }

    private static LoadPlan plan(Selection selection, Variant... variants) {
        FileSet files =
                new FileSet("csv", List.of(new FileRef("csv", "a.csv", 1, "aa"), new FileRef("csv", "b.csv", 2, "bb")));
        Target target =
                new Target(false, "127.0.0.1", 8000, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 256);
        return new LoadPlan(
                "plan",
                7,
                1,
                target,
                List.of(variants),
                List.of(files),
                new ArrayList<>(),
                PHASES,
                List.of(),
                selection,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofSeconds(35),
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }
}
