package dev.loadtest.crds.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loadtest.crds.manifest.ModelField;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation.HeaderRule;
import dev.loadtest.engine.plan.Expectation.JsonRule;
import dev.loadtest.engine.plan.Expectation.StatusRange;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.ReferenceUse;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueRule;
import dev.loadtest.engine.plan.ValueSource;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every manifest option reaches the plan. */
class EverythingTest {
    private static final Path MANIFEST = Path.of("src/test/resources/everything/loadtest.yaml");

    /** Each excludes the field beside it. */
    private static final List<String> EXCLUDED = List.of("spec.target.tls.caSecretKeyRef", "spec.target.auth.oauth2");

    private final LoadPlan plan = plan();

    private static LoadPlan plan() {
        Compilation compilation = LocalManifest.compile(MANIFEST, Overrides.NONE);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).plan();
    }

    @Test
    void trace() {
        assertThat(plan.trace())
                .isEqualTo(new Trace(
                        "x-trace",
                        false,
                        plan.name() + " " + plan.seed(),
                        "https://grafana.example.org/explore?trace=${traceId}"));
    }

    @Test
    void manifestHasEveryField() throws IOException {
        List<JsonNode> spec =
                List.of(new YAMLMapper().readTree(MANIFEST.toFile()).get("spec"));
        List<String> missing = new ArrayList<>();
        findMissing(LoadTestSpec.class, spec, "spec", missing);
        assertThat(missing).isEmpty();
    }

    private static void findMissing(Class<?> model, List<JsonNode> nodes, String path, List<String> missing) {
        for (ModelField field : ModelField.of(model)) {
            List<JsonNode> values = nodes.stream()
                    .filter(node -> node.has(field.name()))
                    .map(node -> node.get(field.name()))
                    .toList();
            String at = path + "." + field.name();
            if (values.isEmpty() && EXCLUDED.stream().noneMatch(at::startsWith)) {
                missing.add(at);
                continue;
            }
            Type type = field.type().getType();
            if (type instanceof ParameterizedType generic) {
                Type[] arguments = generic.getActualTypeArguments();
                type = arguments[arguments.length - 1];
                values = values.stream().flatMap(node -> node.valueStream()).toList();
            }
            if (type instanceof Class<?> nested && nested.isRecord()) {
                findMissing(nested, values, at, missing);
            }
        }
    }

    @Test
    void targetSettings() {
        Target target = plan.targets().standard();
        assertThat(target.https()).isTrue();
        assertThat(target.basePath()).isEqualTo("/base");
        assertThat(target.protocol()).isEqualTo(Target.Protocol.HTTP2);
        assertThat(target.tls().insecureSkipVerify()).isTrue();
        assertThat(target.connections()).isEqualTo(10);
        assertThat(target.reuse()).isEqualTo(new Target.Reuse(100, Duration.ofSeconds(30)));
        assertThat(target.calledAs()).isEqualTo("shop.example.org");
        assertThat(target.tls().client())
                .isEqualTo(new Target.ClientCertificate(secret("client", "tls.crt"), secret("client", "tls.key")));
        assertThat(target.auth()).isEqualTo(new Auth.Basic(secret("login", "username"), secret("login", "password")));
        assertThat(plan.use(secret("login", "username"))).isEqualTo(ReferenceUse.USER_NAME);
        assertThat(plan.references()).contains(secret("client", "tls.key"), secret("login", "password"));
        assertThat(target.headers().get(1).value())
                .isEqualTo(new Header.Text(Template.parse("${variant}/${iteration}/${tenant}")));
        assertThat(plan.onWorkerLoss()).isEqualTo(LoadPlan.OnWorkerLoss.ABORT);
        assertThat(plan.seed()).isEqualTo(1L << 53);
        assertThat(plan.drain()).isZero();
        assertThat(plan.selection().expression()).isNotNull();
        assertThat(plan.thresholds().getFirst().abort()).isTrue();
    }

    @Test
    void targets() {
        Target idp = plan.targets().named("idp");
        assertThat(idp.calledAs()).isEqualTo("idp.example.org");
        assertThat(idp.reuse()).isEqualTo(new Target.Reuse(1, Duration.ofSeconds(1)));
        Target endpoint = new Target(true, "idp", 8443, "", List.of(), Target.Protocol.HTTP1, idp.tls(), 1);
        assertThat(idp.auth())
                .isEqualTo(new Auth.OAuth2(
                        endpoint, "/oauth/token/", "me", secret("idp", "secret"), List.of("read", "write"), "shop"));
        assertThat(plan.use(secret("idp", "secret"))).isEqualTo(ReferenceUse.PASSWORD);
        assertThat(plan.use(secret("ca", "ca.crt"))).isEqualTo(ReferenceUse.PEM);
        assertThat(plan.request("login").target()).isEqualTo("idp");
        assertThat(plan.request("full").target()).isEqualTo("default");

        assertThat(plan.target("a", plan.request("login"))).isEqualTo(idp);
        Target other = plan.target("b", plan.request("full"));
        assertThat(other.authority() + other.basePath()).isEqualTo("other/x");
        assertThat(other.calledAs()).isEqualTo("shop.example.org");
        assertThat(plan.destinations())
                .extracting(Target::authority)
                .containsExactly("plots:8443", "idp", "other", "idp2", "idp:8443");
    }

    private static SecretRef secret(String name, String key) {
        return new SecretRef(SecretRef.Kind.SECRET, name, key);
    }

    @Test
    void requests() {
        RequestTemplate full = plan.request("full");
        assertThat(full.method()).isEqualTo("PUT");
        assertThat(full.query()).extracting("name").containsExactly("odd key", "seed", "tenant", "who");
        assertThat(full.captures())
                .containsExactly(
                        new Capture("id", new Capture.JsonPointer("/id"), false),
                        new Capture("etag", new Capture.ResponseHeader("ETag"), true),
                        new Capture("csrf", new Capture.Regex("name=\"csrf\" value=\"([^\"]+)\""), false));
        assertThat(full.values())
                .isEqualTo(Map.of(
                        "id",
                        new ValueSource.Uuid(),
                        "number",
                        new ValueSource.Range(-5, 5),
                        "token",
                        new ValueSource.Captured("token"),
                        // Sensitive, since a Secret holds it.
                        "person.name.first",
                        new ValueSource.Row("person", "people", "name.first", ValueSource.Pick.ONCE, true)));
        assertThat(plan.fileSet("people").rows()).isEqualTo(new RowTable(List.of("name.first"), 30));
        assertThat(full.expect().status())
                .containsExactly(new StatusRange(200, 200), new StatusRange(201, 204), new StatusRange(300, 399));
        assertThat(full.expect().headers())
                .containsExactly(
                        new HeaderRule("Content-Type", new ValueRule.Matches("application/json.*")),
                        new HeaderRule("X-Shard", new ValueRule.EqualsText("b")),
                        new HeaderRule("X-Old", new ValueRule.Present(false)));
        assertThat(full.expect().json())
                .containsExactly(
                        new JsonRule(
                                "/items/0/price", new ValueRule.Within(new BigDecimal("0.0"), new BigDecimal("99.5"))),
                        new JsonRule("/items/0/id", new ValueRule.EqualsNumber(new BigDecimal("12"))),
                        new JsonRule("/state", new ValueRule.EqualsText("open")),
                        new JsonRule("/final", new ValueRule.EqualsFlag(false)),
                        new JsonRule("/name", new ValueRule.Matches("[a-z]+")),
                        new JsonRule("/error", new ValueRule.Present(false)));
        assertThat(full.expect().bodyContains()).isEqualTo("ok");
        assertThat(full.expect().bodyMatches()).isEqualTo("\"state\":\"open\"");
        assertThat(full.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(full.followRedirects()).isEqualTo(3);
    }

    @Test
    void journeys() {
        assertThat(plan.journeys())
                .containsExactly(new Journey(
                        "visit",
                        Map.of(
                                "number",
                                new ValueSource.Range(1, 9),
                                "drawn",
                                new ValueSource.Captured("token"),
                                "listed",
                                new ValueSource.OneOf(List.of("x")),
                                "document",
                                new ValueSource.OneOfFiles("vol"),
                                "id",
                                new ValueSource.Uuid()),
                        false,
                        List.of(
                                new Journey.Step(
                                        "login",
                                        1,
                                        Think.NONE,
                                        100,
                                        Journey.OnFailure.END,
                                        new Journey.Until(Duration.ofMinutes(1), Duration.ofSeconds(2))),
                                new Journey.Step(
                                        "text",
                                        3,
                                        new Think.Uniform(Duration.ofSeconds(1), Duration.ofMillis(1_500)),
                                        30,
                                        Journey.OnFailure.CONTINUE,
                                        null))));
        assertThat(plan.phase("visits").mix()).containsExactly(new Phase.MixEntry(new Unit.OfJourney("visit"), 1));
        assertThat(plan.phase("visits-and-texts").mix())
                .containsExactly(
                        new Phase.MixEntry(new Unit.OfJourney("visit"), 2),
                        new Phase.MixEntry(new Unit.OfRequest("text"), 1));
    }

    @Test
    void jsonTemplates() {
        Template template = ((Body.Json) plan.request("full").body()).template();
        assertThat(template.render(name -> "<" + name + ">", text -> text))
                .isEqualTo("{\"<tenant>\":{},\"empty\":[],\"id\":\"<id>\","
                        + "\"list\":[\"<tenant> \\\" <number>\",1,null,true,1.5]}");
    }

    @Test
    void bodies() {
        assertThat(plan.request("login").body())
                .isEqualTo(new Body.Form(List.of(
                        new Body.Field("tenant", Template.parse("${tenant}")),
                        new Body.Field("user", Template.parse("${user}")))));
        assertThat(plan.request("text").body())
                .isEqualTo(new Body.Text(Template.parse("hello ${user}"), "text/plain; charset=utf-8"));
        assertThat(plan.request("raw").body()).isEqualTo(new Body.File("upload", "application/octet-stream"));
        assertThat(plan.request("parts").body())
                .isEqualTo(new Body.Multipart(List.of(
                        new Body.FilePart("file", "file", Template.parse("${variant}.txt"), "text/plain"),
                        new Body.TextPart("note", Template.parse("for ${tenant}"), "text/x-note"))));
    }

    @Test
    void bodyTypeIsAHeader() {
        assertThat(plan.request("text").headers())
                .contains(new Header("Content-Type", new Header.Text(Template.parse("text/csv"))));
        assertThat(plan.request("raw").headers())
                .contains(new Header("Content-Type", new Header.Text(Template.parse("text/plain"))));
    }

    @Test
    void phases() {
        Phase burst = plan.phase("burst");
        assertThat(burst.needs()).containsExactly("login");
        assertThat(burst.items()).isEqualTo(new Phase.Iterations(2));
        assertThat(burst.mix()).extracting(Phase.MixEntry::weight).containsExactly(0.5, 1.0, 1.0);
        assertThat(burst.maxFailures()).isEqualTo(new FailureLimit.Percent(12.5));
        assertThat(burst.thresholds().getFirst().abort()).isTrue();
        assertThat(burst.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(burst.maxLateness()).isEqualTo(Duration.ofSeconds(1));
        assertThat(burst.saveMax()).isEqualTo(2);
        assertThat(plan.phase("login").onFailure()).isEqualTo(Phase.OnFailure.STOP);
        assertThat(plan.phase("login").variants()).isEqualTo(Set.of("a", "b"));
        assertThat(plan.phase("users").group()).isEqualTo("together");
        assertThat(plan.phase("count").isBeside(plan.phase("users"))).isTrue();
        assertThat(plan.phase("steps").isBeside(plan.phase("count"))).isFalse();
        assertThat(plan.phase("chance").maxFailures()).isEqualTo(new FailureLimit.Count(2));
        assertThat(plan.phase("chance").tracking()).isEqualTo(new Tracking.Percent(50));
        assertThat(plan.phase("rate").tracking()).isEqualTo(new Tracking.Count(3));
        assertThat(plan.phase("rate").maxLateness()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void shapes() {
        assertShape(
                "rate",
                new Shape.Rate(
                        0.5, List.of(new Shape.RateStage(seconds(10), 0.5)), true, seconds(2), Shape.Arrivals.POISSON),
                12);
        assertShape(
                "ramp",
                new Shape.Rate(
                        1,
                        List.of(new Shape.RateStage(seconds(4), 3), new Shape.RateStage(seconds(2), 0)),
                        false,
                        Duration.ZERO),
                6);
        assertShape(
                "users",
                new Shape.TimedUsers(
                        5,
                        List.of(new Shape.UserStage(seconds(10), 5)),
                        true,
                        new Shape.After(new Think.Uniform(Duration.ofMillis(100), Duration.ofMillis(1500))),
                        seconds(1)),
                11);
        // Of 11 requests one user sends 3, with think time between them.
        assertShape("count", new Shape.CountedUsers(5, 11, seconds(1), Duration.ZERO), 2);
        assertShape(
                "steps",
                new Shape.TimedUsers(
                        2,
                        List.of(new Shape.UserStage(seconds(1), 4)),
                        true,
                        new Shape.Every(seconds(2)),
                        Duration.ZERO),
                1);
        assertShape("until", new Shape.Until(seconds(3), Duration.ofMillis(500)), 3);
    }

    private void assertShape(String phase, Shape shape, long ownSeconds) {
        assertThat(plan.phase(phase).shape()).isEqualTo(shape);
        assertThat(plan.phase(phase).timeout()).isEqualTo(Duration.ofSeconds(ownSeconds + 300));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
