package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.ClosedCase;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.GoneWorker;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.PhaseTallies;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.exemplar.Exemplar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A shard under construction. */
final class ShardDraft {
    private record Scope(String phase, String variant) {}

    private final List<ClosedCase> cases = new ArrayList<>();
    private final Map<Scope, TallySheet> tallies = new LinkedHashMap<>();
    private final List<GoneWorker> gone = new ArrayList<>();
    private final Set<Exemplar> exemplars = new LinkedHashSet<>();

    void add(ClosedCase item) {
        cases.add(item);
    }

    void add(String phase, String variant, TallySheet sheet) {
        tallies.computeIfAbsent(new Scope(phase, variant), any -> new TallySheet())
                .add(sheet);
    }

    void add(GoneWorker worker) {
        gone.add(worker);
    }

    void add(Collection<Exemplar> some) {
        exemplars.addAll(some);
    }

    void add(CheckpointShard shard) {
        cases.addAll(shard.cases());
        shard.tallies().forEach(part -> add(part.phase(), part.variant(), TallySheet.of(part.sheet())));
        gone.addAll(shard.gone());
        add(shard.exemplars());
    }

    boolean isEmpty() {
        return cases.isEmpty() && gone.isEmpty();
    }

    int size() {
        return cases.size() + gone.size();
    }

    CheckpointShard shard() {
        List<PhaseTallies> parts = new ArrayList<>();
        tallies.forEach((scope, sheet) -> parts.add(new PhaseTallies(scope.phase(), scope.variant(), sheet.state())));
        return new CheckpointShard(cases, parts, gone, List.copyOf(exemplars));
    }
}
