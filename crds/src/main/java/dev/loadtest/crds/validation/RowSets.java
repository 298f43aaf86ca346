package dev.loadtest.crds.validation;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.engine.plan.RowTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file sets that values are rows of. Pure, but for the reading of their files. */
public final class RowSets {
    private RowSets() {}

    static RowNames read(LoadTestSpec spec, Map<String, Found> files, FileSource source, Problems problems) {
        Set<String> used = used(spec);
        Map<String, RowTable> tables = new HashMap<>();
        Set<String> secrets = new HashSet<>();
        Each.of(spec.files(), "spec.files", (set, path) -> {
            Found found = set.name() == null ? null : files.get(set.name());
            if (set.secret() != null && set.name() != null) {
                secrets.add(set.name());
            }
            if (found == null || !used.contains(set.name()) || found.files().isEmpty() || problems.any(path)) {
                return;
            }
            FileSource.Rows rows = source.rows(set, found);
            if (rows.table() != null) {
                tables.put(set.name(), rows.table());
            }
            for (Problem problem : rows.problems()) {
                problems.add(path + "." + problem.path(), problem.message());
            }
        });
        return new RowNames(tables, secrets);
    }

    /** Their names. */
    public static Set<String> used(LoadTestSpec spec) {
        Stream<Map<String, ValueSpec>> holders = Stream.concat(
                Each.list(spec.requests()).stream().map(request -> Each.map(request.values())),
                Each.list(spec.journeys()).stream().map(journey -> Each.map(journey.values())));
        return holders.flatMap(values -> values.values().stream())
                .filter(value ->
                        value != null && value.row() != null && value.row().files() != null)
                .map(value -> value.row().files())
                .collect(Collectors.toSet());
    }
}
