package dev.loadtest.crds.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.plan.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults of a plan. */
class DefaultsTest {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: small}
            spec:
              target: {url: "http://plots"}
              requests: [{name: health, path: /health}, {name: slow, path: /slow, timeout: 2m}]
              phases: [{name: one, request: health}]
            """;

    private static LoadPlan compile(String yaml, FileSource files) {
        Compilation compilation = ManifestCompiler.compile(yaml.getBytes(UTF_8), Overrides.NONE, files);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).plan();
    }

    private static LoadPlan compile(String yaml) {
        return compile(yaml, set -> Found.none("path", "no files here"));
    }

    @Test
    void runDefaults() {
        LoadPlan plan = compile(MANIFEST);
        assertThat(plan.parallelism()).isEqualTo(1);
        assertThat(plan.variants()).containsExactly(Variant.NONE);
        assertThat(plan.selection()).isEqualTo(Selection.ALL);
        assertThat(plan.startupDeadline()).isEqualTo(Duration.ofSeconds(300));
        assertThat(plan.onWorkerLoss()).isEqualTo(LoadPlan.OnWorkerLoss.CONTINUE);
        assertThat(plan.targets().standard())
                .isEqualTo(
                        new Target(false, "plots", 80, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 256));
    }

    @Test
    void traces() {
        assertThat(compile(MANIFEST).trace()).isNull();
        assertThat(compile(MANIFEST.replace("spec:", "spec:\n  seed: 7\n  trace: {}"))
                        .trace())
                .isEqualTo(new Trace("traceparent", true, "small 7", ""));
    }

    /** As manifests of other tools ask for a virtual host and for new connections. */
    @Test
    void headersThatStandForFields() {
        Target target = compile(MANIFEST.replace(
                        "\"http://plots\"",
                        "\"http://plots\", headers: [{name: host, value: shop.example}, {name: X-A, value: b},"
                                + " {name: Connection, value: Close}]"))
                .targets()
                .standard();
        assertThat(target.calledAs()).isEqualTo("shop.example");
        assertThat(target.reuse()).isEqualTo(new Target.Reuse(1, Duration.ZERO));
        assertThat(target.headers()).hasSize(1);
    }

    @Test
    void drainDefault() {
        assertThat(compile(MANIFEST).drain()).isEqualTo(Duration.ofSeconds(125));
    }

    @Test
    void drawnSeeds() {
        assertThat(compile(MANIFEST).seed())
                .isBetween(1L, 1L << 53)
                .isNotEqualTo(compile(MANIFEST).seed());
    }

    /** One case of 5 min; over files, two rounds of two cases at once, in two variants; the drain and a minute. */
    @Test
    void deadlineDefault() {
        assertThat(compile(MANIFEST).activeDeadline()).isEqualTo(Duration.ofSeconds(300 + 125 + 60));
        String more = "  - {name: two, request: health, forEach: {files: f}, parallelCases: 2, timeout: 10s}\n"
                + "  variants: [{name: a}, {name: b}]\n"
                + "  files: [{name: f, configMap: {name: c}}]\n";
        String yaml =
                MANIFEST.replace("phases: [{name: one, request: health}]", "phases:\n  - {name: one, request: health}")
                        + more;
        assertThat(compile(yaml, DefaultsTest::threeFiles).activeDeadline())
                .isEqualTo(Duration.ofSeconds(2 * (300 + 2 * 10) + 125 + 60));
    }

    /** Of phases that run at once, the longest; a phase that does not run in the variant takes no time. */
    @Test
    void deadlineDefaultOfGroups() {
        String phases = """
                phases:
                  - {name: one, request: health, timeout: 10s}
                  - {name: two, group: g, request: health, timeout: 50s}
                  - {name: three, group: g, request: health, timeout: 70s, variants: [a]}
                  - {name: four, group: h, request: health, timeout: 200s}
                  - {name: five, group: h, request: health, timeout: 100s}
                  variants: [{name: a}, {name: b}]
                """;
        String yaml = MANIFEST.replace("phases: [{name: one, request: health}]", phases.strip());
        assertThat(compile(yaml).activeDeadline())
                .isEqualTo(Duration.ofSeconds(10 + 70 + 200 + 10 + 50 + 200 + 125 + 60));
    }

    /** All instants of a plan fit nanoseconds in a long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "concurrency: {users: 1, requests: 1000000000, think: 10s}",
                "concurrency: {users: 1, requests: 1000000000, think: 720h, warmup: 720h}",
                "iterations: 10000, timeout: 720h",
                "iterations: 10000, concurrency: {users: 1, requests: 1000000000, think: 720h}",
            })
    void durationsAreBounded(String shape) {
        LoadPlan plan = compile(
                MANIFEST.replace("{name: one, request: health}", "{name: one, request: health, " + shape + "}"));
        Duration century = Duration.ofDays(36_500);
        assertThat(plan.activeDeadline()).isEqualTo(century);
        assertThat(plan.phases().getFirst().timeout()).isLessThanOrEqualTo(century);
        assertThat(plan.activeDeadline().toNanos()
                        + plan.phases().getFirst().timeout().toNanos())
                .isPositive();
    }

    private static Found threeFiles(FileSetSpec set) {
        return new Found(
                List.of("a", "b", "c").stream()
                        .map(name -> new Located(new FileRef(set.name(), name, 0, ""), Path.of(name)))
                        .toList(),
                List.of());
    }
}
