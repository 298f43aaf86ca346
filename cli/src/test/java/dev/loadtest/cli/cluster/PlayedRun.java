package dev.loadtest.cli.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.Runs;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.report.Detail;
import dev.loadtest.report.ResultsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** What an operator writes of a run of so many cases, one after the other. */
final class PlayedRun {
    private static final int RECENT = 20;

    private final PlayedCluster cluster;
    private final int cases;
    private List<BlockEntry> blocks = List.of();

    PlayedRun(PlayedCluster cluster, int cases) {
        this.cluster = cluster;
        this.cases = cases;
    }

    /** The lines that a local run prints of it. */
    String lines() {
        return IntStream.rangeClosed(1, cases)
                .mapToObj(i -> String.format("case-%d PASSED [%3d%%]%n", i, i * 100 / cases))
                .collect(Collectors.joining());
    }

    /** Writes that so many cases have ended. */
    void ended(String name, int count) {
        cluster.status(name, status("Running", count));
    }

    private Map<String, Object> status(String state, int count) {
        Map<String, Object> status = new HashMap<>();
        status.put("state", state);
        status.put("seed", 7);
        status.put("progress", count * 100 / cases + "%");
        status.put(
                "recentCases",
                IntStream.rangeClosed(Math.max(1, count - RECENT + 1), count)
                        .mapToObj(i ->
                                Map.of("number", i, "id", "case-" + i, "outcome", "PASSED", "percent", i * 100 / cases))
                        .toList());
        return status;
    }

    /** Stores the results, and then the verdict. */
    void completed(String name, Verdict verdict) {
        ObjectNode results = new JsonMapper().createObjectNode();
        results.put("apiVersion", "v1").put("kind", "ConfigMap");
        results.putObject("binaryData")
                .put("results.json.gz", packed(json(verdict)))
                .put("junit.xml.gz", packed("<testsuites/>".getBytes(StandardCharsets.UTF_8)))
                .put("report.html.gz", packed("<html/>".getBytes(StandardCharsets.UTF_8)));
        cluster.put("configmaps", name + "-results", results);
        Map<String, Object> status = status("Completed", cases);
        status.put("verdict", verdict.label());
        status.put("message", "");
        status.put("completionTime", "2026-01-15T09:31:12Z");
        status.put("results", "configmap/" + name + "-results");
        cluster.status(name, status);
    }

    /** The same with response times, each a factor of 2 to 3 ms. */
    void completedIn(String name, double factor) {
        blocks = List.of(Runs.blocks(k -> factor));
        completed(name, Verdict.PASSED);
    }

    private byte[] json(Verdict verdict) {
        RunResult run = Runs.failed();
        List<CaseResult> ended =
                IntStream.rangeClosed(1, cases).mapToObj(PlayedRun::item).toList();
        RunResult whole = run.with(run.judgement().with(verdict, ""))
                .with(new Measurements(
                        run.totals(),
                        run.rps(),
                        run.phases(),
                        ended,
                        run.timeline(),
                        run.histograms(),
                        blocks,
                        run.overTime()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ResultsJson.write(whole, Detail.FULL, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static CaseResult item(int number) {
        CaseResult any = Runs.item("case-" + number, Outcome.PASSED, "");
        return new CaseResult(
                any.id(),
                any.phase(),
                any.variant(),
                any.item(),
                any.outcome(),
                any.reason(),
                any.startTime(),
                number,
                0,
                0,
                any.totals(),
                any.captured());
    }

    private static String packed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
