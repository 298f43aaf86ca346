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
 * The cases of a plan, in the order in which they run: for each variant, each phase in turn, each of its items. A case is made
 * when it is asked for: a few bytes of a manifest unfold into 100,000 of them, which only a run must hold.
 */
public final class Cases {
    private final LoadPlan plan;
    /** By variant, the phases that a chosen case's phase needs, directly or not. */
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

    /** A phase that does not run in the variant is nobody's need there, and its own needs are not either. */
    private static void addNeeds(LoadPlan plan, Phase phase, String variant, Set<String> needed) {
        for (String name : phase.needs()) {
            Phase need = plan.phase(name);
            if (need.runsIn(variant) && needed.add(name)) {
                addNeeds(plan, need, variant, needed);
            }
        }
    }

    /** Every case of the plan, each made in its turn. */
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

    /** How many cases there are, chosen or not. */
    public long count() {
        return plan.variants().stream()
                .mapToLong(variant -> plan.phases().stream()
                        .filter(phase -> phase.runsIn(variant.name()))
                        .mapToLong(this::count)
                        .sum())
                .sum();
    }

    /** The cases that a phase has in one variant. */
    private long count(Phase phase) {
        return switch (phase.items()) {
            case Phase.Once once -> 1;
            case Phase.Iterations iterations -> iterations.count();
            case Phase.ForEachFile each -> plan.fileSet(each.fileSet()).files().size();
        };
    }

    /** Whether the selection chooses any case. */
    public boolean isAnyChosen() {
        return plan.variants().stream().anyMatch(variant -> plan.phases().stream()
                .anyMatch(phase -> phase.runsIn(variant.name()) && isAnyChosen(phase, variant.name())));
    }

    /** Whether a case runs only because a chosen case's phase needs its phase, directly or not, in the same variant. */
    public boolean isNeeded(Case item) {
        return !plan.selection().chooses(item) && isOfNeededPhase(item);
    }

    private boolean isOfNeededPhase(Case item) {
        return needed.getOrDefault(item.variant(), Set.of()).contains(item.phase());
    }

    /** How many cases run. */
    public long countSelected() {
        return plan.selection().equals(Selection.ALL)
                ? count()
                : selectedStream().count();
    }

    private Stream<Case> selectedStream() {
        return stream().filter(item -> isOfNeededPhase(item) || plan.selection().chooses(item));
    }

    /** Every case of the plan, all at once. */
    public List<Case> all() {
        return stream().toList();
    }

    /** The cases that run, all at once. */
    public List<Case> selected() {
        return selectedStream().toList();
    }
}
