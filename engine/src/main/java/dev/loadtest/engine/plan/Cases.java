package dev.loadtest.engine.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a plan in running order: for each variant, each phase, each of its items. Cases are created on demand: a
 * few bytes of a manifest unfold into 100,000 of them, which only a run has to hold.
 */
public final class Cases {
    private final LoadPlan plan;
    /** By variant, the phases that selected cases need, directly or not. */
    private final Map<String, Set<String>> needed = new HashMap<>();

    private Cases(LoadPlan plan) {
        this.plan = plan;
    }

    /** All cases of a plan, and which of them its selection runs. */
    public static Cases of(LoadPlan plan) {
        Cases cases = new Cases(plan);
        for (Variant variant : plan.variants()) {
            Set<String> phases = new HashSet<>();
            for (Phase phase : plan.phases()) {
                if (phase.runsIn(variant.name()) && cases.isAnyChosen(phase, variant.name())) {
                    addNeeds(plan, phase, variant.name(), phases);
                }
            }
            cases.needed.put(variant.name(), phases);
        }
        return cases;
    }

    private boolean isAnyChosen(Phase phase, String variant) {
        return plan.selection().choosesAllOf(phase.name())
                ? count(phase) > 0
                : items(phase, variant, 0).anyMatch(plan.selection()::chooses);
    }

    /** A phase that does not run in the variant is not needed there, and neither are its own needs. */
    private static void addNeeds(LoadPlan plan, Phase phase, String variant, Set<String> needed) {
        for (String name : phase.needs()) {
            Phase need = plan.phase(name);
            if (need.runsIn(variant) && needed.add(name)) {
                addNeeds(plan, need, variant, needed);
            }
        }
    }

    /** Every case of the plan, created on demand. */
    public Stream<Case> stream() {
        AtomicInteger ordinal = new AtomicInteger();
        return plan.variants().stream().flatMap(variant -> plan.phases().stream()
                .filter(phase -> phase.runsIn(variant.name()))
                .flatMap(phase -> items(phase, variant.name(), ordinal.getAndAdd((int) count(phase)))));
    }

    private Stream<Case> items(Phase phase, String variant, int first) {
        return switch (phase.items()) {
            case Phase.Once once -> Stream.of(item(first, phase, variant, "", 0, null));
            case Phase.Iterations iterations ->
                items(iterations.count(), i -> item(first + i, phase, variant, "iter" + i, i, null));
            case Phase.ForEachFile each -> {
                List<FileRef> files = plan.fileSet(each.fileSet()).files();
                yield items(files.size(), i -> {
                    FileRef file = files.get(i);
                    return item(first + i, phase, variant, file.name(), 0, file);
                });
            }
        };
    }

    private static Stream<Case> items(int count, IntFunction<Case> item) {
        return IntStream.range(0, count).mapToObj(item);
    }

    private static Case item(
            int ordinal, Phase phase, String variant, String item, int iteration, @Nullable FileRef file) {
        String id = Case.id(phase.name(), variant, item);
        return new Case(ordinal, id, phase.name(), variant, item, iteration, file);
    }

    /** Number of cases, selected or not. */
    public long count() {
        return plan.variants().stream()
                .mapToLong(variant -> plan.phases().stream()
                        .filter(phase -> phase.runsIn(variant.name()))
                        .mapToLong(this::count)
                        .sum())
                .sum();
    }

    /** Cases of a phase in one variant. */
    private long count(Phase phase) {
        return switch (phase.items()) {
            case Phase.Once once -> 1;
            case Phase.Iterations iterations -> iterations.count();
            case Phase.ForEachFile each -> plan.fileSet(each.fileSet()).files().size();
        };
    }

    /** Whether the selection selects any case. */
    public boolean isAnyChosen() {
        return plan.variants().stream().anyMatch(variant -> plan.phases().stream()
                .anyMatch(phase -> phase.runsIn(variant.name()) && isAnyChosen(phase, variant.name())));
    }

    /**
     * Whether a case runs only because a selected case's phase needs its phase, directly or not, in the same variant.
     */
    public boolean isNeeded(Case item) {
        return !plan.selection().chooses(item) && isOfNeededPhase(item);
    }

    private boolean isOfNeededPhase(Case item) {
        return needed.getOrDefault(item.variant(), Set.of()).contains(item.phase());
    }

    /** Number of cases that run. */
    public long countSelected() {
        return plan.selection().equals(Selection.ALL)
                ? count()
                : selectedStream().count();
    }

    private Stream<Case> selectedStream() {
        return stream().filter(item -> isOfNeededPhase(item) || plan.selection().chooses(item));
    }

    /** Every case of the plan as a list. */
    public List<Case> all() {
        return stream().toList();
    }

    /** Cases that run, as a list. */
    public List<Case> selected() {
        return selectedStream().toList();
    }
}
