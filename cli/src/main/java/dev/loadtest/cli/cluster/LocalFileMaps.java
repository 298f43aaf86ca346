package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.FileMap;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.files.StandInFiles;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The local files of a manifest as ConfigMaps, one for each set. */
final class LocalFileMaps {
    private final Map<String, FileMap> maps = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private LocalFileMaps() {}

    static LocalFileMaps read(Compiled compiled) {
        LocalFileMaps read = new LocalFileMaps();
        List<FileSetSpec> sets =
                compiled.spec().files() == null ? List.of() : compiled.spec().files();
        for (int i = 0; i < sets.size(); i++) {
            read.read(compiled.files(), sets.get(i).name(), "spec.files[" + i + "].path");
        }
        return read;
    }

    private void read(Map<FileRef, Path> files, String set, String field) {
        SortedMap<String, byte[]> content = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<FileRef, Path> file : files.entrySet()) {
            FileRef ref = file.getKey();
            if (!ref.set().equals(set) || StandInFiles.isStandIn(ref)) {
                continue;
            }
            bytes += ref.size();
            try {
                // Too many bytes are counted without being read; the sum alone is refused.
                content.put(ref.name(), bytes > FileMap.MAX_BYTES ? new byte[0] : Files.readAllBytes(file.getValue()));
            } catch (IOException e) {
                problems.add(new Problem(field, "cannot read " + file.getValue() + ": " + e.getMessage()));
            }
        }
        if (!content.isEmpty()) {
            add(set, field, new FileMap(content), bytes);
        }
    }

    private void add(String set, String field, FileMap map, long bytes) {
        FileMap.obstacle(map.files().keySet(), bytes)
                .ifPresentOrElse(why -> problems.add(new Problem(field, why)), () -> maps.put(set, map));
    }

    /** Why they cannot be ConfigMaps, each with its field. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** By the name of the set. */
    Map<String, FileMap> maps() {
        return maps;
    }
}
