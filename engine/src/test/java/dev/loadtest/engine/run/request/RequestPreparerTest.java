package dev.loadtest.engine.run.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.share.CaseDraw;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestPreparerTest {
    private static final FileRef FILE = new FileRef("csv", "a b.csv", 12, "00");
    private static final SecretRef TOKEN = new SecretRef(SecretRef.Kind.SECRET, "plots", "token");

    @Test
    void boundTextsAreEncodedForTheirPlace() {
        PreparedRequest prepared = prepare(
                "/a/${odd}/b",
                List.of(new RequestTemplate.QueryParameter("q&", Template.parse("x=${odd}"))),
                List.of(),
                new Body.Json(Template.parse("{\"text\":\"${odd}\"}")));

        assertThat(prepared.target()).isEqualTo("/base/a/%22%2F%3F%C3%A9%20%0A/b?q%26=x%3D%22%2F%3F%C3%A9%20%0A");
        assertThat(text(prepared.content())).isEqualTo("{\"text\":\"\\\"/?é \\u000A\"}");
    }

    @Test
    void headersOfRequestWin() {
        PreparedRequest prepared = prepare(
                "/",
                List.of(),
                List.of(
                        new Header("X-Both", new Header.Text(Template.parse("request"))),
                        new Header("Authorization", new Header.FromSecret(TOKEN))),
                new Body.None());

        assertThat(prepared.headers())
                .containsExactly(
                        new PreparedRequest.Field("X-Both", "request"),
                        new PreparedRequest.Field("X-Target", "t"),
                        new PreparedRequest.Field("Authorization", "Bearer s3cret"));
    }

    @Test
    void invalidHeaderTextIsPassedOn() {
        PreparedRequest prepared = prepare(
                "/",
                List.of(),
                List.of(new Header("X-Odd", new Header.Text(Template.parse("${odd}")))),
                new Body.None());

        assertThat(prepared.headers().getLast().value()).isEqualTo("\"/?é \n");
    }

    @Test
    void contentTypeHeaderSetsType() {
        PreparedRequest prepared = prepare(
                "/",
                List.of(),
                List.of(new Header("content-TYPE", new Header.Text(Template.parse("text/csv")))),
                new Body.Text(Template.parse("a,b"), "text/plain"));

        assertThat(((PreparedRequest.Bytes) prepared.content()).contentType()).isEqualTo("text/csv");
        assertThat(prepared.headers()).extracting(PreparedRequest.Field::name).doesNotContain("content-TYPE");
    }

    @Test
    void precedenceOfContentTypes() {
        Body text = new Body.Text(Template.parse("a,b"), "text/plain");

        assertThat(type(prepare(typed("text/target"), List.of(), text))).isEqualTo("text/target");
        assertThat(type(prepare(typed("text/target"), typed("text/request"), text)))
                .isEqualTo("text/request");
        assertThat(type(prepare(List.of(), List.of(), text))).isEqualTo("text/plain");
    }

    @Test
    void formIgnoresContentTypeOfTarget() {
        PreparedRequest form = prepare(typed("text/target"), List.of(), new Body.Form(List.of()));
        PreparedRequest multipart = prepare(typed("text/target"), List.of(), new Body.Multipart(List.of()));

        assertThat(type(form)).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form.headers()).isEmpty();
        assertThat(multipart.headers()).isEmpty();
    }

    @Test
    void contentTypeWithoutBody() {
        assertThat(prepare(typed("text/target"), List.of(), new Body.None()).headers())
                .containsExactly(new PreparedRequest.Field("Content-type", "text/target"));
        assertThat(prepare(typed("text/target"), typed("text/request"), new Body.None())
                        .headers())
                .containsExactly(new PreparedRequest.Field("Content-type", "text/request"));
    }

    private static List<Header> typed(String type) {
        return List.of(new Header("Content-type", new Header.Text(Template.parse(type))));
    }

    private static String type(PreparedRequest prepared) {
        return ((PreparedRequest.Bytes) prepared.content()).contentType();
    }

    @Test
    void formsAndFiles() {
        PreparedRequest form = prepare(
                "/", List.of(), List.of(), new Body.Form(List.of(new Body.Field("a b", Template.parse("${odd}")))));
        PreparedRequest upload = prepare(
                "/",
                List.of(),
                List.of(),
                new Body.Multipart(List.of(new Body.FilePart("file", "file", null, "text/csv"))));

        assertThat(text(form.content())).isEqualTo("a%20b=%22%2F%3F%C3%A9%20%0A");
        assertThat(((PreparedRequest.Multipart) upload.content()).parts())
                .containsExactly(
                        new PreparedRequest.FilePart("file", "a b.csv", "text/csv", Path.of("files", "a b.csv"), 12));
    }

    private static String text(PreparedRequest.Content content) {
        return new String(((PreparedRequest.Bytes) content).bytes(), StandardCharsets.UTF_8);
    }

    private static PreparedRequest prepare(
            String path, List<RequestTemplate.QueryParameter> query, List<Header> headers, Body body) {
        RequestTemplate request = request(path, query, headers, body);
        LoadPlan plan = plan(request);
        return preparer(plan).prepare(request, draw(plan).values(0));
    }

    private static PreparedRequest prepare(List<Header> ofTarget, List<Header> ofRequest, Body body) {
        RequestTemplate request = request("/", List.of(), ofRequest, body);
        LoadPlan plan = plan(request, ofTarget);
        return preparer(plan).prepare(request, draw(plan).values(0));
    }

    private static RequestTemplate request(
            String path, List<RequestTemplate.QueryParameter> query, List<Header> headers, Body body) {
        return new RequestTemplate(
                "r",
                "POST",
                Template.parse(path),
                query,
                headers,
                body,
                List.of(),
                Map.of(),
                Expectation.SUCCESS,
                Duration.ofSeconds(1),
                0);
    }

    static CaseDraw draw(LoadPlan plan) {
        return CaseDraw.of(plan, new Case(0, "p[odd-a b.csv]", "p", "odd", "a b.csv", 0, FILE), Map.of());
    }

    static RequestPreparer preparer(LoadPlan plan) {
        return new RequestPreparer(plan.targets().standard(), new Resources() {
            @Override
            public Path file(FileRef file) {
                return Path.of("files", file.name());
            }

            @Override
            public String secret(SecretRef ref) {
                return "Bearer s3cret";
            }
        });
    }

    static LoadPlan plan(RequestTemplate request) {
        List<Header> headers = List.of(
                new Header("x-both", new Header.Text(Template.parse("target"))),
                new Header("X-Target", new Header.Text(Template.parse("t"))));
        return plan(request, headers);
    }

    private static LoadPlan plan(RequestTemplate request, List<Header> headers) {
        Target target = new Target(false, "t", 80, "/base", headers, Target.Protocol.HTTP1, Target.Tls.DEFAULT, 1);
        Phase phase = new Phase(
                "p",
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.ForEachFile("csv"),
                1,
                new Shape.Burst(1),
                List.of(new Phase.MixEntry("r", 1)),
                new Tracking.All(),
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofMinutes(1),
                Duration.ofMillis(250),
                Phase.OnFailure.CONTINUE,
                0,
                "");
        return new LoadPlan(
                "n",
                1,
                1,
                target,
                List.of(new Variant("odd", Map.of("odd", "\"/?é \n"))),
                List.of(new dev.loadtest.engine.plan.FileSet("csv", List.of(FILE))),
                List.of(request),
                List.of(phase),
                List.of(),
                Selection.ALL,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }
}
