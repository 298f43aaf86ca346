package dev.loadtest.engine.run.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Expectation.HeaderRule;
import dev.loadtest.engine.plan.Expectation.JsonRule;
import dev.loadtest.engine.plan.ValueRule;
import dev.loadtest.engine.run.check.JsonValue.Other;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which responses break an expectation, and the reason that is given for each. */
class ComplaintTest {
    private static final ValueRule PRICE = new ValueRule.Within(new BigDecimal("0.0"), null);

    private static JsonValue number(String digits) {
        return new JsonValue.Number(digits);
    }

    private static JsonValue text(String text) {
        return new JsonValue.Text(text);
    }

    private static ValueRule within(@Nullable String least, @Nullable String most) {
        return new ValueRule.Within(
                least == null ? null : new BigDecimal(least), most == null ? null : new BigDecimal(most));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(PRICE, number("-3"), "expected /v >= 0, found -3"),
                Arguments.of(PRICE, text("12"), "expected /v >= 0, found \"12\""),
                Arguments.of(PRICE, Other.ABSENT, "expected /v >= 0, found nothing"),
                Arguments.of(PRICE, Other.NULL, "expected /v >= 0, found null"),
                Arguments.of(PRICE, Other.ARRAY, "expected /v >= 0, found an array"),
                Arguments.of(within("1", "5"), number("5.1"), "expected /v <= 5, found 5.1"),
                Arguments.of(within("1", "5"), number("0"), "expected /v >= 1, found 0"),
                Arguments.of(within(null, "5"), text("x"), "expected /v <= 5, found \"x\""),
                Arguments.of(within("0", null), number("-1e999999999999"), "expected /v >= 0, found -1e999999999999"),
                Arguments.of(new ValueRule.EqualsText("open"), text("Open"), "expected /v = \"open\", found \"Open\""),
                Arguments.of(new ValueRule.EqualsText("1"), number("1"), "expected /v = \"1\", found 1"),
                Arguments.of(new ValueRule.EqualsNumber(BigDecimal.ONE), text("1"), "expected /v = 1, found \"1\""),
                Arguments.of(new ValueRule.EqualsNumber(BigDecimal.ONE), number("1.01"), "expected /v = 1, found 1.01"),
                Arguments.of(
                        new ValueRule.EqualsFlag(true), new JsonValue.Flag(false), "expected /v = true, found false"),
                Arguments.of(new ValueRule.Matches("[0-9]+"), text("x1"), "expected /v to match [0-9]+, found \"x1\""),
                Arguments.of(new ValueRule.Matches("1."), number("123"), "expected /v to match 1., found 123"),
                Arguments.of(new ValueRule.Matches(".*"), Other.NULL, "expected /v to match .*, found null"),
                Arguments.of(new ValueRule.Present(true), Other.ABSENT, "expected /v to be present, found nothing"),
                Arguments.of(new ValueRule.Present(false), Other.OBJECT, "expected /v to be absent, found an object"),
                Arguments.of(new ValueRule.Present(false), Other.NULL, "expected /v to be absent, found null"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenRule(ValueRule rule, JsonValue value, String sentence) {
        assertThat(sentence(judge(rule, value), "")).isEqualTo(sentence);
    }

    static Stream<Arguments> met() {
        return Stream.of(
                Arguments.of(PRICE, number("0")),
                Arguments.of(PRICE, number("1e3")),
                Arguments.of(within("1", "5"), number("5.0")),
                Arguments.of(new ValueRule.EqualsText("open"), text("open")),
                Arguments.of(new ValueRule.EqualsNumber(BigDecimal.ONE), number("1.00")),
                Arguments.of(
                        new ValueRule.EqualsNumber(new BigDecimal("123456789012345678901")),
                        number("123456789012345678901")),
                Arguments.of(new ValueRule.EqualsFlag(false), new JsonValue.Flag(false)),
                Arguments.of(new ValueRule.Matches("[0-9]+"), text("12")),
                Arguments.of(new ValueRule.Matches("1[.]5"), number("1.5")),
                Arguments.of(new ValueRule.Matches("true"), new JsonValue.Flag(true)),
                Arguments.of(new ValueRule.Present(true), Other.NULL),
                Arguments.of(new ValueRule.Present(false), Other.ABSENT));
    }

    @ParameterizedTest
    @MethodSource("met")
    void metRule(ValueRule rule, JsonValue value) {
        assertThat(judge(rule, value).complaint(response(""))).isNull();
    }

    private static ResponseCheck judge(ValueRule rule, JsonValue value, Capture... captures) {
        return judge(List.of(rule), new JsonScan.Found(List.of(value), ""), captures);
    }

    private static ResponseCheck judge(List<ValueRule> rules, JsonScan.Found found, Capture... captures) {
        JsonRule[] all = rules.stream().map(rule -> new JsonRule("/v", rule)).toArray(JsonRule[]::new);
        JsonValues json = (document, pointer) -> found.values().getFirst() instanceof JsonValue.Text text
                ? new Reading.Value(text.text())
                : new Reading.Nothing("no text");
        return new ResponseCheck(
                Checks.request(Checks.json(all), captures), PlainReaders.of(json, pointers -> document -> found));
    }

    private static Response response(String body, String... header) {
        Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
        Transport.Headers lower = headers::get;
        return new Response(200, lower, body.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String sentence(ResponseCheck judge, String body, String... header) {
        Complaint complaint = judge.complaint(response(body, header));
        return complaint == null ? "-" : complaint.sentence(UnaryOperator.identity());
    }

    /** Values in front of the place where a document breaks are judged; of the others that place is the reason. */
    @Test
    void unreadableDocument() {
        JsonScan.Found half = new JsonScan.Found(List.of(number("1"), Other.ABSENT), "the body is not JSON");
        assertThat(sentence(judge(List.of(PRICE, new ValueRule.Present(true)), half), "x"))
                .isEqualTo("expected /v to be present, but the body is not JSON");
        assertThat(sentence(judge(List.of(PRICE, new ValueRule.Present(false)), half), "x"))
                .isEqualTo("expected /v to be absent, but the body is not JSON");
    }

    @Test
    void longValue() {
        String sentence = sentence(judge(new ValueRule.EqualsText("x"), text("a\n\u001b" + "b".repeat(1_000))), "");
        assertThat(sentence).isEqualTo("expected /v = \"x\", found \"a  " + "b".repeat(77) + "…\"");
    }

    /** A part of a secret is not recognized: it is masked before the value is cut. */
    @Test
    void masksBeforeCutting() {
        String secret = "s3cr3t".repeat(20);
        Complaint complaint =
                judge(new ValueRule.EqualsText("x"), text("is " + secret)).complaint(response(""));
        assertThat(complaint).isNotNull();
        assertThat(complaint.sentence(text -> text.replace(secret, "***")))
                .isEqualTo("expected /v = \"x\", found \"is ***\"");
    }

    @Test
    void sensitiveCapture() {
        Capture secret = new Capture("pin", new Capture.JsonPointer("/v"), true);
        assertThat(sentence(judge(new ValueRule.EqualsText("x"), text("123"), secret), ""))
                .isEqualTo("expected /v = \"x\", found \"***\"");
        Capture part = new Capture("part", new Capture.Regex("t=([a-z]+)"), true);
        assertThat(sentence(judge(new ValueRule.EqualsText("x"), text("the hidden one"), part), "t=hidden"))
                .isEqualTo("expected /v = \"x\", found \"the *** one\"");
        Capture plain = new Capture("pin", new Capture.JsonPointer("/v"), false);
        assertThat(sentence(judge(new ValueRule.EqualsText("x"), text("123"), plain), ""))
                .isEqualTo("expected /v = \"x\", found \"123\"");
    }

    @Test
    void headers() {
        ResponseCheck judge = new ResponseCheck(
                Checks.request(Checks.headers(
                        new HeaderRule("content-type", new ValueRule.Matches("application/json.*")),
                        new HeaderRule("x-old", new ValueRule.Present(false)))),
                PlainReaders.NONE);
        assertThat(sentence(judge, "", "content-type", "application/json; charset=utf-8"))
                .isEqualTo("-");
        assertThat(sentence(judge, "", "content-type", "text/html"))
                .isEqualTo("expected the header content-type to match application/json.*, found \"text/html\"");
        assertThat(sentence(judge, ""))
                .isEqualTo("expected the header content-type to match application/json.*, found nothing");
    }

    @Test
    void repeatedHeader() {
        Transport.Headers several = new Transport.Headers() {
            @Override
            public String first(String name) {
                return "a=1";
            }

            @Override
            public List<String> all(String name) {
                return List.of("a=1", "b=2");
            }
        };
        Response response = new Response(200, several, new byte[0], false);
        ResponseCheck second = new ResponseCheck(
                Checks.request(Checks.headers(new HeaderRule("set-cookie", new ValueRule.EqualsText("b=2")))),
                PlainReaders.NONE);
        ResponseCheck none = new ResponseCheck(
                Checks.request(Checks.headers(new HeaderRule("set-cookie", new ValueRule.EqualsText("c=3")))),
                PlainReaders.NONE);
        assertThat(second.complaint(response)).isNull();
        assertThat(none.complaint(response)).isNotNull();
    }

    @Test
    void bodyMatches() {
        ResponseCheck judge =
                new ResponseCheck(Checks.request(Checks.bodyMatches("\"state\":\"open\"")), PlainReaders.NONE);
        assertThat(sentence(judge, "{\"state\":\"open\"}")).isEqualTo("-");
        assertThat(sentence(judge, "{}")).isEqualTo("expected the body to match \"state\":\"open\", found no match");
    }

    @Test
    void searchIsBounded() {
        ResponseCheck judge = new ResponseCheck(Checks.request(Checks.bodyMatches("x")), PlainReaders.NONE);
        assertThat(sentence(judge, "a".repeat(1_001)))
                .isEqualTo("expected the body to match x, found no match: only the body's first 1000 bytes are searched"
                        + " with this expression");
    }

    @Test
    void statusComesFirst() {
        ResponseCheck judge = new ResponseCheck(Checks.request(Checks.bodyMatches("x")), PlainReaders.NONE);
        Complaint complaint = judge.complaint(new Response(404, name -> null, new byte[0], false));
        assertThat(complaint).isEqualTo(Complaint.of("status 404"));
    }

    @Test
    void captureByRegex() {
        Capture csrf = new Capture("csrf", new Capture.Regex("name=\"csrf\" value=\"([^\"]+)\""), true);
        ResponseCheck judge = new ResponseCheck(Checks.request(Expectation.SUCCESS, csrf), PlainReaders.NONE);
        assertThat(judge.read(csrf, response("<input name=\"csrf\" value=\"a1\"><input name=\"csrf\" value=\"b2\">")))
                .isEqualTo(new Reading.Value("a1"));
        assertThat(judge.read(csrf, response("<form>")))
                .isEqualTo(new Reading.Nothing("the body has no match of name=\"csrf\" value=\"([^\"]+)\""));
    }
}
