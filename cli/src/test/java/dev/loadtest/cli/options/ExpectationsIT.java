package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code expect}: which responses succeed. */
class ExpectationsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                      | 200 | true
            ''                                      | 204 | true
            ''                                      | 299 | true
            ''                                      | 302 | false
            ''                                      | 404 | false
            'expect: {status: [404]}'               | 404 | true
            'expect: {status: [404]}'               | 200 | false
            'expect: {status: [404]}'               | 405 | false
            'expect: {status: ["4xx"]}'             | 400 | true
            'expect: {status: ["4xx"]}'             | 499 | true
            'expect: {status: ["4xx"]}'             | 200 | false
            'expect: {status: ["4xx"]}'             | 500 | false
            'expect: {status: ["400-404"]}'         | 404 | true
            'expect: {status: ["400-404"]}'         | 405 | false
            'expect: {status: [201, "400-404"]}'    | 201 | true
            """)
    void expectedStatus(String expect, int status, boolean met) {
        TestTarget target = lab.target(request -> Answer.status(status));

        Finished run = lab.run(target, request(expect));

        Section.Books tracked = (met ? run.passed() : run.failed()).tracked();
        assertThat(met ? tracked.succeeded() : tracked.unexpected()).isEqualTo(1);
        assertThat(tracked.status(status)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"xx needle xx, true", "xx need, false", "'', false"})
    void bodyContains(String body, boolean met) {
        TestTarget target = lab.target(request -> Answer.text(body));

        Finished run = lab.run(target, request("expect: {bodyContains: needle}"));

        assertThat((met ? run.passed() : run.failed()).tracked().succeeded()).isEqualTo(met ? 1 : 0);
    }

    @Test
    void bodySearchIsBounded() {
        TestTarget target = lab.target(request -> Answer.text(" ".repeat(2 << 20) + "needle"));

        Finished run =
                lab.run(target, request("expect: {bodyContains: needle}")).failed();

        assertThat(run.reason("p")).contains("first 1048576 bytes");
    }

    @Test
    void brokenParts() {
        TestTarget target = lab.target(request -> Answer.json("{\"items\": [{\"price\": -3}], \"state\": \"closed\"}")
                .gzipped());

        Finished run = lab.run(target, """
                requests:
                - {name: price, path: /, expect: {json: [{pointer: /items/0/price, atLeast: 0}]}}
                - {name: state, path: /, expect: {bodyMatches: '"state": *"open"'}}
                - {name: type, path: /, expect: {headers: [{name: content-type, equals: text/html}]}}
                - {name: met, path: /, expect: {json: [{pointer: /items/0/price, equals: -3}], bodyMatches: closed, headers: [{name: Content-Encoding, equals: gzip}]}}
                phases:
                - {name: price, request: price, burst: {requests: 3}, maxLateness: 10s}
                - {name: state, request: state}
                - {name: type, request: type}
                - {name: met, request: met}
                """).failed();

        assertThat(run.reason("price")).contains("price: expected /items/0/price >= 0, found -3");
        assertThat(run.reason("state"))
                .contains("state: expected the body to match \"state\": *\"open\", found no match");
        assertThat(run.reason("type"))
                .contains("type: expected the header content-type = \"text/html\", found \"application/json\"");
        assertThat(run.item("met").tracked().succeeded()).isEqualTo(1);
        assertThat(target.received("/")).allSatisfy(request -> assertThat(request.header("Accept-Encoding"))
                .isEmpty());
    }

    @Test
    void statusAndBody() {
        TestTarget target = lab.target(request -> Answer.status(500).body("text/plain", "needle"));

        lab.run(target, request("expect: {bodyContains: needle}")).failed();
    }

    private static String request(String option) {
        return "requests: [{name: r, path: /" + (option.isEmpty() ? "" : ", ") + option + "}]\n"
                + "phases: [{name: p, request: r}]";
    }
}
