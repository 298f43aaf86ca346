package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.cases.CaseBooks;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.ClosedCase;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.GoneWorker;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.PhaseTallies;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
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
    private final Map<Scope, CaseBooks> books = new LinkedHashMap<>();
    private final List<GoneWorker> gone = new ArrayList<>();
    private final Set<Exemplar> exemplars = new LinkedHashSet<>();

    void add(ClosedCase item) {
        cases.add(item);
    }

    void add(String phase, String variant, CaseBooks some) {
        CaseBooks sum = books.computeIfAbsent(
                new Scope(phase, variant), any -> new CaseBooks(new TallySheet(), new BlockSheet()));
        sum.sheet().add(some.sheet());
        sum.blocks().add(some.blocks());
    }

    void add(GoneWorker worker) {
        gone.add(worker);
    }

    void add(Collection<Exemplar> some) {
        exemplars.addAll(some);
    }

    void add(CheckpointShard shard) {
        cases.addAll(shard.cases());
        shard.tallies()
                .forEach(part -> add(
                        part.phase(),
                        part.variant(),
                        new CaseBooks(TallySheet.of(part.sheet()), BlockSheet.of(part.blocks()))));
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
        books.forEach((scope, sum) -> parts.add(new PhaseTallies(
                scope.phase(),
                scope.variant(),
                sum.sheet().state(),
                sum.blocks().state())));
        return new CheckpointShard(cases, parts, gone, List.copyOf(exemplars));
    }
}
