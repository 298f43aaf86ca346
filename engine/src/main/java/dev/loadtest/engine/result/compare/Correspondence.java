package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The phases of which two runs sent the same requests.
 *
 * @param scopes in order of the base; empty if the runs cannot be compared at all
 * @param refusals why the runs, or single phases, are not compared; one sentence each
 * @param refused the same by phase; empty if the runs cannot be compared at all
 */
record Correspondence(Set<Scope> scopes, List<String> refusals, Map<Scope, String> refused) {

    static Correspondence of(ComparedRun base, ComparedRun now) {
        List<String> refusals = new ArrayList<>();
        addUntrusted("base", base, refusals);
        addUntrusted("new run", now, refusals);
        if (base.seed() != now.seed()) {
            refusals.add("the base has the seed " + base.seed() + ", the new run " + now.seed()
                    + ": they sent different requests; run it again with --seed " + base.seed());
        }
        addWithoutBlocks("base", base, refusals);
        addWithoutBlocks("new run", now, refusals);
        if (!refusals.isEmpty()) {
            return new Correspondence(Set.of(), refusals, Map.of());
        }
        return ofPhases(prints(base), prints(now));
    }

    private static Correspondence ofPhases(Map<Scope, String> base, Map<Scope, String> now) {
        Set<Scope> scopes = new LinkedHashSet<>();
        Map<Scope, String> refused = new LinkedHashMap<>();
        base.forEach((scope, print) -> {
            if (!now.containsKey(scope)) {
                refused.put(scope, "the phase " + scope + " was sent by the base alone");
            } else if (!print.equals(now.get(scope))) {
                refused.put(
                        scope,
                        "the phase " + scope + " differs between the two plans, in its shape, its mix or its requests");
            } else {
                scopes.add(scope);
            }
        });
        now.keySet().stream()
                .filter(scope -> !base.containsKey(scope))
                .forEach(scope -> refused.put(scope, "the phase " + scope + " was sent by the new run alone"));
        return new Correspondence(scopes, List.copyOf(refused.values()), refused);
    }

    private static Map<Scope, String> prints(ComparedRun run) {
        Map<Scope, String> prints = new LinkedHashMap<>();
        for (BlockEntry entry : run.blocks()) {
            prints.put(Scope.of(entry), entry.print());
        }
        return prints;
    }

    private static void addUntrusted(String which, ComparedRun run, List<String> refusals) {
        boolean trusted = run.verdict() == Verdict.PASSED || run.verdict() == Verdict.FAILED;
        if (!trusted) {
            refusals.add("the " + which + " is " + run.verdict().label() + " (" + run.message()
                    + "): its numbers are not compared");
        }
    }

    private static void addWithoutBlocks(String which, ComparedRun run, List<String> refusals) {
        if (run.blocks().isEmpty()) {
            refusals.add(
                    "the results of the " + which + " hold no blocks: they were written by an older version, left out"
                            + " to fit a ConfigMap, or nothing scored was sent");
        }
    }

    boolean holds(BlockEntry entry) {
        return scopes.contains(Scope.of(entry));
    }

    /** Why phases of these entries are not compared: a sentence each, in the order of the refusals. */
    List<String> refused(Stream<BlockEntry> entries) {
        Set<Scope> selected = entries.map(Scope::of).collect(Collectors.toSet());
        return refused.entrySet().stream()
                .filter(scope -> selected.contains(scope.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
