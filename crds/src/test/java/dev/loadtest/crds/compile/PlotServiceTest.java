package dev.loadtest.crds.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Expectation.StatusRange;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.ValueSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The manifest of the API contract compiles to its documented meaning. */
class PlotServiceTest {
    private static final Path MANIFEST = Path.of("src/test/resources/plot-service/loadtest.yaml");

    private final Compilation.Compiled compiled = compile(Overrides.NONE);
    private final LoadPlan plan = compiled.plan();

    private static Compilation.Compiled compile(Overrides overrides) {
        Compilation compilation = LocalManifest.compile(MANIFEST, overrides);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return (Compilation.Compiled) compilation;
    }

    @Test
    void targetDefaultsAndSecrets() {
        SecretRef token = new SecretRef(SecretRef.Kind.SECRET, "plots", "token");
        SecretRef authority = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");
        assertThat(plan.targets().standard())
                .isEqualTo(new Target(
                        false,
                        "plots",
                        8000,
                        "",
                        List.of(new Header("Authorization", new Header.FromSecret(token))),
                        Target.Protocol.HTTP1,
                        new Target.Tls(authority, false),
                        256));
        assertThat(compiled.secrets()).containsExactlyInAnyOrder(token, authority);
    }

    @Test
    void scalars() {
        assertThat(plan.name()).isEqualTo("plot-service");
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.parallelism()).isEqualTo(4);
        assertThat(plan.startupDeadline()).isEqualTo(Duration.ofSeconds(300));
        assertThat(plan.activeDeadline()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(plan.drain()).isEqualTo(Duration.ofSeconds(35));
        assertThat(plan.variants()).extracting("name").containsExactly("forced", "cached");
        assertThat(plan.thresholds()).extracting("abort").containsExactly(false, true);
    }

    @Test
    void filesInOrder() {
        assertThat(plan.fileSet("csv").files()).extracting("name").containsExactly("a.csv", "b.csv", "c.csv");
        assertThat(plan.fileSet("csv").files()).allSatisfy(file -> {
            assertThat(file.size()).isPositive();
            assertThat(file.sha256()).matches("[0-9a-f]{64}");
            assertThat(compiled.files().get(file)).isRegularFile();
        });
    }

    @Test
    void requests() {
        RequestTemplate health = plan.request("health");
        assertThat(health.method()).isEqualTo("GET");
        assertThat(health.expect().status()).containsExactly(new StatusRange(200, 299));
        assertThat(health.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(health.followRedirects()).isZero();
        assertThat(health.body()).isEqualTo(new Body.None());
        assertThat(plan.request("draw-invalid").expect().status()).containsExactly(new StatusRange(400, 499));
        assertThat(plan.request("draw-valid").values())
                .isEqualTo(
                        Map.of("handle", new ValueSource.Captured("handle"), "index", new ValueSource.Range(-20, 0)));
        assertThat(plan.request("process-cached").values())
                .isEqualTo(Map.of("file", new ValueSource.OneOfFiles("csv")));
        assertThat(plan.request("process").body())
                .isEqualTo(new Body.Multipart(List.of(new Body.FilePart("file", "file", null, null))));
    }

    @Test
    void phaseShapes() {
        Phase process = plan.phase("process");
        assertThat(process.items()).isEqualTo(new Phase.ForEachFile("csv"));
        assertThat(process.shape()).isEqualTo(new Shape.Burst(1));
        assertThat(process.tracking()).isEqualTo(new Tracking.All());
        assertThat(process.parallelCases()).isEqualTo(2);
        assertThat(process.gate()).isEqualTo(Phase.Gate.ANY);
        assertThat(process.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.phase("sanity").shape())
                .isEqualTo(new Shape.Until(Duration.ofMinutes(5), Duration.ofSeconds(2)));
        assertThat(plan.phase("sanity").timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.phase("hammering").tracking()).isEqualTo(new Tracking.Count(20));
        assertThat(plan.phase("hammering").maxFailures()).isEqualTo(new FailureLimit.Percent(5));
        assertThat(plan.phase("hammering").maxLateness()).isEqualTo(Duration.ofMillis(250));
        assertThat(plan.phase("health").thresholds()).hasSize(1);
        assertThat(plan.phase("sampling").saveMax()).isEqualTo(20);
        assertThat(plan.phase("ultrakill").tracking()).isEqualTo(new Tracking.Percent(5));
        assertThat(plan.phase("ultrakill").mix())
                .extracting(Phase.MixEntry::weight)
                .containsExactly(5.0, 1.0, 1.0, 0.2, 1.0);
    }

    @Test
    void selectionIncludesNeeds() {
        Cases cases = Cases.of(plan);
        assertThat(chosen(cases)).hasSize(10).allMatch(id -> id.startsWith("ultrakill[forced-iter"));
        assertThat(cases.selected())
                .extracting(Case::id)
                .startsWith(
                        "process[forced-a.csv]", "process[forced-b.csv]", "process[forced-c.csv]", "sanity[forced]");
    }

    @Test
    void overrides() {
        LoadPlan other = compile(
                        new Overrides("https://[::1]:8443/base/", 11L, "cached", List.of("health", "sampling"), 2))
                .plan();
        assertThat(other.targets().standard().authority()).isEqualTo("[::1]:8443");
        assertThat(other.targets().standard().https()).isTrue();
        assertThat(other.targets().standard().basePath()).isEqualTo("/base");
        assertThat(other.seed()).isEqualTo(11);
        assertThat(other.parallelism()).isEqualTo(2);
        assertThat(other.selection().phases()).isEqualTo(Set.of("health", "sampling"));
        assertThat(chosen(Cases.of(other))).containsExactlyInAnyOrder("health[cached]", "sampling[cached]");
    }

    @Test
    void emptySelection() {
        assertRefused(
                new Overrides(null, null, "nonsense", List.of("health"), null),
                "-k: \"nonsense\" of phase health" + " selects none of the 54 cases (list shows them)");
    }

    @Test
    void unusableOverrides() {
        assertRefused(
                new Overrides("ftp://x", -1L, "a and", List.of("helth"), 0),
                "--target: must start with http:// or https://",
                "-k: expected a word, \"not\" or \"(\" at column 6 of the selection, found the end",
                "--seed: -1 is not in 0 to 9007199254740992",
                "--workers: 0 is not in 1 to 1000",
                "--phase: no phase is named \"helth\" (did you mean \"health\"?)");
    }

    private static void assertRefused(Overrides overrides, String... lines) {
        Compilation compilation = LocalManifest.compile(MANIFEST, overrides);
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) compilation).problems())
                .extracting(Object::toString)
                .containsExactly(lines);
    }

    private static List<String> chosen(Cases cases) {
        return cases.selected().stream()
                .filter(item -> !cases.isNeeded(item))
                .map(Case::id)
                .toList();
    }
}
