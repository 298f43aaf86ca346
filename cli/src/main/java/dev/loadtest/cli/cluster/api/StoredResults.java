package dev.loadtest.cli.cluster.api;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.report.stored.ComparedRunReader;
import dev.loadtest.report.stored.ResultsReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * The results of a finished run, compressed in a ConfigMap that whoever may edit ConfigMaps may have changed: nothing of it
 * is trusted, and no file of it is unpacked beyond a limit.
 */
public final class StoredResults {
    /** Of one unpacked file. */
    static final long MAX_BYTES = 64L << 20;

    /** In this order: the last one shows that the others are complete. */
    private static final List<String> FILES = List.of("junit.xml", "report.html", "results.json");

    private final Map<String, String> packed;
    private final long most;

    StoredResults(ConfigMap object, long most) {
        this.packed = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        this.most = most;
    }

    /** @param place as {@code status.results} has it: the ConfigMap, and what else holds them */
    public static StoredResults of(ClusterApi api, String place) throws ClusterProblem {
        String first = place.split(",", 2)[0].strip();
        String name = first.startsWith("configmap/") ? first.substring("configmap/".length()) : first;
        return api.configMap(name)
                .map(object -> new StoredResults(object, MAX_BYTES))
                .orElseThrow(() -> ClusterProblem.error(
                        "the results are gone: there is no ConfigMap " + name + " in namespace " + api.namespace()));
    }

    /**
     * As far as a summary shows them.
     *
     * @throws IOException if they are missing, damaged or too large
     */
    public RunResult read() throws IOException {
        try (InputStream in = open("results.json")) {
            return ResultsReader.read(in);
        }
    }

    /** What a comparison needs of them. */
    public ComparedRun compared() throws IOException {
        try (InputStream in = open("results.json")) {
            return ComparedRunReader.read(in);
        }
    }

    /** The text of {@code results.json}. */
    public byte[] json() throws IOException {
        try (InputStream in = open("results.json")) {
            return in.readAllBytes();
        }
    }

    /**
     * Unpacks them into a folder, over what is there. Each file appears complete or not at all.
     *
     * @return a sentence for each file that could not be read or written
     */
    public List<String> unpack(Path folder) {
        List<String> problems = new ArrayList<>();
        for (String file : FILES.stream().filter(this::isStored).toList()) {
            Path target = folder.resolve(file);
            Path temporary = folder.resolve("." + file + "." + UUID.randomUUID());
            try (InputStream in = open(file)) {
                Files.copy(in, temporary);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                problems.add(file + " " + e.getMessage());
            }
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                problems.add(temporary + " cannot be removed: " + e.getMessage());
            }
        }
        return problems;
    }

    /** Files that are not stored: results are trimmed to fit a ConfigMap. */
    public List<String> missing() {
        return FILES.stream().filter(file -> !isStored(file)).toList();
    }

    private boolean isStored(String file) {
        return packed.containsKey(file + ".gz");
    }

    private InputStream open(String file) throws IOException {
        String content = packed.get(file + ".gz");
        if (content == null) {
            throw new IOException("is not among the stored results");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new IOException("is damaged: " + e.getMessage(), e);
        }
        return new Bounded(new GZIPInputStream(new ByteArrayInputStream(bytes)), most);
    }
}
