package dev.loadtest.cli.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.FileMap;
import dev.loadtest.cli.cluster.api.FileMaps;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.cluster.api.TestDraft;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A manifest of this machine as a LoadTest of a cluster, with the ConfigMaps of its files. */
record Submission(TestDraft draft, Map<String, FileMap> files) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    /** @param files by the name of the set */
    static Submission of(Compiled compiled, Overrides overrides, Map<String, FileMap> files) {
        Map<String, Object> spec = JSON.convertValue(compiled.spec(), FIELDS);
        if (overrides.target() != null) {
            fields(spec.get("target")).put("url", overrides.target());
        }
        put(spec, "seed", overrides.seed());
        put(spec, "select", overrides.select());
        put(spec, "parallelism", overrides.workers());
        if (spec.get("files") instanceof List<?> sets) {
            sets.forEach(set -> locate(fields(set), files));
        }
        return new Submission(
                new TestDraft(
                        compiled.plan().name(),
                        compiled.metadata().labels(),
                        compiled.metadata().annotations(),
                        spec),
                files);
    }

    private static void put(Map<String, Object> spec, String field, @Nullable Object value) {
        if (value != null) {
            spec.put(field, value);
        }
    }

    private static void locate(Map<String, Object> set, Map<String, FileMap> files) {
        FileMap made = files.get(String.valueOf(set.get("name")));
        if (made != null) {
            set.put("configMap", Map.of("name", made.name()));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object object) {
        return (Map<String, Object>) object;
    }

    /**
     * Creates the ConfigMaps and the LoadTest that owns them.
     *
     * @param notice of what is left without an owner
     */
    ObservedTest create(ClusterApi api, Consumer<String> notice) throws ClusterProblem {
        FileMaps maps = api.files();
        for (FileMap map : files.values()) {
            maps.ensure(map);
        }
        ObservedTest test;
        try {
            test = api.create(draft);
        } catch (ClusterProblem e) {
            removeFiles(maps, notice);
            throw e;
        }
        for (FileMap map : files.values()) {
            try {
                maps.adopt(map, test);
            } catch (ClusterProblem e) {
                notice.accept(unowned(map, e));
            }
        }
        return test;
    }

    private void removeFiles(FileMaps maps, Consumer<String> notice) {
        for (FileMap map : files.values()) {
            try {
                maps.removeUnowned(map);
            } catch (ClusterProblem e) {
                notice.accept(unowned(map, e));
            }
        }
    }

    private static String unowned(FileMap map, ClusterProblem why) {
        return "note: the ConfigMap " + map.name() + " has no owner, and stays: " + why.sentence();
    }
}
