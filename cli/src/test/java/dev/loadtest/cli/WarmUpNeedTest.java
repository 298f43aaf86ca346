package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpNeedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: a, request: r}                                                      | BRIEF
                    {name: a, request: r, until: {timeout: 1m, interval: 1s}}                  | BRIEF
                    {name: a, request: r, burst: {requests: 200}}                              | BRIEF
                    {name: a, request: r, burst: {requests: 201}}                              | FULL
                    {name: a, request: r, iterations: 3, burst: {requests: 100}}               | FULL
                    {name: a, request: r, iterations: 201}                                     | FULL
                    {name: a, request: r, rate: {perSecond: 20, duration: 10s}}                | BRIEF
                    {name: a, request: r, rate: {perSecond: 20, duration: 11s}}                | FULL
                    {name: a, request: r, concurrency: {users: 1, duration: 1s}}               | FULL
                    {name: a, request: r, concurrency: {users: 1, requests: 9}}                | BRIEF
                    {name: a, journey: j}                                                      | FULL
                    """)
    void byPlannedRequests(String phase, WarmUp.Extent extent) {
        String manifest = """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: a}
                spec:
                  target: {url: "http://plots"}
                  requests: [{name: r, path: /}]
                  journeys: [{name: j, steps: [{request: r}]}]
                  phases: [%s]
                """.formatted(phase);
        if (!phase.contains("journey")) {
            manifest = manifest.replaceAll(" *journeys:.*\n", "");
        }
        List<Compilation> compiled = ManifestCompiler.compileAll(
                manifest.getBytes(StandardCharsets.UTF_8),
                new Overrides(null, null, null, List.of(), null),
                new LocalFiles(Path.of(""), List.of()),
                Map.of());
        assertThat(compiled).singleElement().isInstanceOfSatisfying(Compiled.class, it -> assertThat(
                        WarmUpNeed.of(it.plan()))
                .isEqualTo(extent));
    }
}
