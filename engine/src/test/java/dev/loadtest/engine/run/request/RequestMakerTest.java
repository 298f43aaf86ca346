package dev.loadtest.engine.run.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.share.CaseDraw;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A maker's requests are those of the preparer, however much of them it shares. */
class RequestMakerTest {
    private static final int REQUESTS = 200;
    private static final Map<String, ValueSource> VALUES = Map.of(
            "n", new ValueSource.Range(-20, 200),
            "s", new ValueSource.OneOf(List.of("a b", "é&=?", "", "plain", "\r\n")),
            "u", new ValueSource.Uuid());

    private static final List<String> PATHS =
            List.of("/", "/${n}", "/a b/${odd}/${s}${u}", "/x?fixed=1", "/${file}?q=${s}", "/${s}/${s}");
    private static final List<List<RequestTemplate.QueryParameter>> QUERIES = List.of(
            List.of(),
            List.of(new RequestTemplate.QueryParameter("a&b", Template.parse("x=${s} ${odd}"))),
            List.of(
                    new RequestTemplate.QueryParameter("n", Template.parse("${n}")),
                    new RequestTemplate.QueryParameter("it", Template.parse("${iteration}"))));
    private static final List<Body> BODIES = List.of(
            new Body.None(),
            new Body.Text(Template.parse("fixed ${odd}"), "text/plain"),
            new Body.Json(Template.parse("{\"n\":\"${s}\"}")),
            new Body.Form(List.of(new Body.Field("f", Template.parse("${n}")))),
            new Body.Multipart(List.of(new Body.FilePart("file", "file", Template.parse("${n}"), null))));

    private static RequestTemplate template(
            String path, List<RequestTemplate.QueryParameter> query, String header, Body body) {
        return new RequestTemplate(
                "r",
                "POST",
                Template.parse(path),
                query,
                List.of(new Header("X-H", new Header.Text(Template.parse(header)))),
                body,
                List.of(),
                VALUES,
                Expectation.SUCCESS,
                Duration.ofSeconds(1),
                0);
    }

    @Test
    void equalsPreparedRequest() {
        for (String path : PATHS) {
            for (List<RequestTemplate.QueryParameter> query : QUERIES) {
                for (Body body : BODIES) {
                    for (String header : List.of("${variant}", "${u}")) {
                        compare(template(path, query, header, body));
                    }
                }
            }
        }
    }

    private static void compare(RequestTemplate template) {
        LoadPlan plan = RequestPreparerTest.plan(template);
        CaseDraw draw = RequestPreparerTest.draw(plan);
        RequestPreparer preparer = RequestPreparerTest.preparer(plan);
        RequestMaker maker =
                new RequestMaker(preparer, template, template.values().keySet());
        for (long k = 0; k < REQUESTS; k++) {
            PreparedRequest made = maker.make(draw.values(k));
            PreparedRequest prepared = preparer.prepare(template, draw.values(k));
            assertThat(made.target()).isEqualTo(prepared.target());
            assertThat(made.headers()).isEqualTo(prepared.headers());
            assertThat(made.content()).usingRecursiveComparison().isEqualTo(prepared.content());
        }
    }

    @Test
    void sharesPartsWithoutDrawnValues() {
        assertThat(shares(template("/${n}", List.of(), "fixed", new Body.None())))
                .isTrue();
        assertThat(shares(template("/${n}", List.of(), "${u}", new Body.None())))
                .isFalse();
        assertThat(shares(template("/", List.of(), "fixed", BODIES.get(2)))).isFalse();
    }

    private static boolean shares(RequestTemplate template) {
        LoadPlan plan = RequestPreparerTest.plan(template);
        CaseDraw draw = RequestPreparerTest.draw(plan);
        RequestMaker maker = new RequestMaker(
                RequestPreparerTest.preparer(plan), template, template.values().keySet());
        PreparedRequest first = maker.make(draw.values(0));
        return maker.make(draw.values(1)).origin() == first;
    }
}
