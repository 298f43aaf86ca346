package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.Detail;
import dev.loadtest.report.HtmlReport;
import dev.loadtest.report.JunitXml;
import dev.loadtest.report.Origin;
import dev.loadtest.report.ResultsJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The full results, compressed. If they are too large, detail of cases is dropped first, and the object says so. */
public final class ResultsConfigMap {
    public static final String DETAIL = "loadtest.dev/detail";
    public static final String LEFT_OUT = "loadtest.dev/left-out";
    /** Maximum of all three together, as stored; a ConfigMap may have 1 MiB. */
    static final int MOST = 900 << 10;

    private ResultsConfigMap() {}

    public static ConfigMap desired(LoadTest owner, RunResult result) {
        return desired(owner, result, MOST);
    }

    static ConfigMap desired(LoadTest owner, RunResult result, int most) {
        Origin origin = TestOrigin.of(owner);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Detail kept = Detail.FULL;
        for (Detail detail : Detail.values()) {
            kept = detail;
            files = files(result, origin, detail);
            if (stored(files) <= most) {
                break;
            }
        }
        // Drops the least important first; the note names it.
        StringBuilder leftOut = new StringBuilder();
        for (String name : new String[] {"report.html.gz", "junit.xml.gz"}) {
            if (stored(files) > most) {
                files.remove(name);
                leftOut.append(leftOut.isEmpty() ? "" : ",").append(name);
            }
        }
        ConfigMapBuilder object = new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(owner, Names.of(owner).results()))
                .editMetadata()
                .addToAnnotations(DETAIL, kept.label())
                .endMetadata();
        if (!leftOut.isEmpty()) {
            object.editMetadata().addToAnnotations(LEFT_OUT, leftOut.toString()).endMetadata();
        }
        files.forEach((name, bytes) ->
                object.addToBinaryData(name, Base64.getEncoder().encodeToString(bytes)));
        return object.build();
    }

    /** A sentence about what is missing; empty if complete. */
    public static Optional<String> trimmed(ConfigMap results) {
        Map<String, String> said = results.getMetadata().getAnnotations();
        String leftOut = said.getOrDefault(LEFT_OUT, "");
        if (Detail.FULL.label().equals(said.get(DETAIL)) && leftOut.isEmpty()) {
            return Optional.empty();
        }
        String sentence = "the stored results are trimmed to fit a ConfigMap (detail: " + said.get(DETAIL) + ")";
        return Optional.of(leftOut.isEmpty() ? sentence : sentence + ", without " + leftOut);
    }

    private static Map<String, byte[]> files(RunResult result, Origin origin, Detail detail) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("results.json.gz", Gzip.of(out -> ResultsJson.write(result, origin, detail, out)));
        files.put("junit.xml.gz", Gzip.of(out -> JunitXml.write(result, out)));
        files.put("report.html.gz", Gzip.of(out -> HtmlReport.write(result, origin, detail, out)));
        return files;
    }

    /** Total bytes; base64 exists only in JSON, the API server stores and counts bytes. */
    private static int stored(Map<String, byte[]> files) {
        return files.values().stream().mapToInt(bytes -> bytes.length).sum();
    }
}
