package dev.loadtest.operator.validate;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.operator.desired.Sha256;
import dev.loadtest.operator.desired.WorkerEnvironment;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of ConfigMaps, pinned by name, size and SHA-256. */
final class ClusterFiles implements FileSource {
    private final Map<String, ConfigMap> configMaps;

    ClusterFiles(Map<String, ConfigMap> configMaps) {
        this.configMaps = configMaps;
    }

    @Override
    public Found find(FileSetSpec set) {
        if (set.persistentVolumeClaim() != null) {
            return Found.none(
                    "persistentVolumeClaim", "files of a volume cannot be read by this version; use a configMap");
        }
        if (set.configMap() == null) {
            return Found.none("configMap", "is required for a run in a cluster");
        }
        ConfigMap object = configMaps.get(set.configMap().name());
        if (object == null) {
            return Found.none(
                    "configMap.name",
                    "there is no ConfigMap \"" + set.configMap().name() + "\"");
        }
        Map<String, byte[]> contents = contents(object);
        if (contents.isEmpty()) {
            return Found.none(
                    "configMap.name", "the ConfigMap \"" + set.configMap().name() + "\" has no keys");
        }
        List<Located> files = new ArrayList<>();
        contents.forEach((name, bytes) -> files.add(located(set.name(), name, bytes)));
        return new Found(files, List.of());
    }

    private static Located located(String set, String name, byte[] content) {
        String sha256 = HexFormat.of().formatHex(Sha256.of(content));
        return new Located(new FileRef(set, name, content.length, sha256), Path.of(WorkerEnvironment.FILES, set, name));
    }

    private static Map<String, byte[]> contents(ConfigMap object) {
        Map<String, byte[]> contents = new TreeMap<>();
        if (object.getData() != null) {
            object.getData().forEach((key, text) -> contents.put(key, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (object.getBinaryData() != null) {
            object.getBinaryData()
                    .forEach(
                            (key, text) -> contents.put(key, Base64.getDecoder().decode(text)));
        }
        return contents;
    }
}
