package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.syntax.Suggestion;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds names in limits that neither of the two runs contains. */
public final class LimitNames {
    private final List<BlockEntry> entries;
    private final List<String> problems = new ArrayList<>();

    private LimitNames(List<BlockEntry> entries) {
        this.entries = entries;
    }

    /** One sentence for each unknown name; empty if all are known, or if neither run has blocks. */
    public static List<String> problems(List<DifferenceLimit> limits, ComparedRun base, ComparedRun now) {
        LimitNames names = new LimitNames(
                Stream.concat(base.blocks().stream(), now.blocks().stream()).toList());
        if (!names.entries.isEmpty()) {
            limits.forEach(names::check);
        }
        return names.problems;
    }

    private void check(DifferenceLimit limit) {
        check(limit, "request", limit.labels().request(), BlockEntry::request);
        check(limit, "phase", limit.labels().phase(), BlockEntry::phase);
        check(limit, "variant", limit.labels().variant(), BlockEntry::variant);
    }

    private static String missing(String label, String name, Set<String> known) {
        if (known.equals(Set.of(""))) {
            return label + "s";
        }
        String suggestion = Suggestion.didYouMean(name, known);
        return "a " + label + " named \"" + name + "\""
                + (suggestion.isEmpty() ? ": there is " + String.join(", ", known) : suggestion);
    }

    private void check(DifferenceLimit limit, String label, @Nullable String name, Function<BlockEntry, String> of) {
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> known.add(of.apply(entry)));
        if (name != null && !known.contains(name)) {
            problems.add("limit \"" + limit.expr() + "\": neither run has " + missing(label, name, known));
        }
    }
}
