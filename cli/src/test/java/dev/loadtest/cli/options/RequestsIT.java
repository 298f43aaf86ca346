package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code target.url}, and of a request {@code method}, {@code path}, {@code query} and {@code headers}. */
class RequestsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    private final String once = "phases: [{name: p, request: r}]\n";

    @Test
    void plainGet() {
        TestTarget target = lab.target();

        lab.run(target, once + "requests: [{name: r, path: /plain}]").passed();

        Received request = target.only();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/plain");
        assertThat(request.version()).isEqualTo("HTTP/1.1");
        assertThat(request.header("host")).isEqualTo(target.url().substring("http://".length()));
        assertThat(request.body()).isEmpty();
    }

    @Test
    void verbatimMethod() {
        TestTarget target = lab.target();

        lab.run(target, once + "requests: [{name: r, path: /, method: PURGE}]").passed();

        assertThat(target.only().method()).isEqualTo("PURGE");
    }

    @Test
    void headHasNoBody() {
        TestTarget target = lab.target(request -> Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"));

        lab.run(target, once + "requests: [{name: r, path: /, method: HEAD, timeout: 2s}]")
                .passed();
    }

    @Test
    void targetPathIsPrefix() {
        TestTarget target = lab.target();

        lab.run("target: {url: \"" + target.url() + "/base/v1/\"}\n" + once + "requests: [{name: r, path: /plots}]")
                .passed();

        assertThat(target.only().target()).isEqualTo("/base/v1/plots");
    }

    @Test
    void valuesAreEscapedInUrl() {
        TestTarget target = lab.target();

        lab.run(target, once + """
                requests:
                - name: r
                  path: /a/${v}/b
                  query: {"first name": "x ${v}", second: "1+1"}
                  values: {v: {oneOf: ["../ü?&="]}}
                """).passed();

        Received request = target.only();
        assertThat(request.path()).isEqualTo("/a/..%2F%C3%BC%3F%26%3D/b");
        assertThat(request.query("first name")).isEqualTo("x ../ü?&=");
        assertThat(request.query("second")).isEqualTo("1+1");
    }

    @Test
    void queryList() {
        TestTarget target = lab.target();

        lab.run(target, once + """
                requests:
                - name: r
                  path: "/items?page=1"
                  query: [{name: tag, value: b}, {name: flag}, {name: tag, value: "${v}"}, {name: empty, value: ""}]
                  values: {v: {oneOf: ["a&b"]}}
                """).passed();

        assertThat(target.only().target()).isEqualTo("/items?page=1&tag=b&flag&tag=a%26b&empty=");
    }

    @Test
    void formList() {
        TestTarget target = lab.target();

        lab.run(target, once + """
                requests:
                - name: r
                  method: POST
                  path: /items
                  form: [{name: tag, value: b}, {name: tag, value: "${v}"}, {name: flag}]
                  values: {v: {oneOf: ["a&b"]}}
                """).passed();

        assertThat(target.only().text()).isEqualTo("tag=b&tag=a%26b&flag");
    }

    @Test
    void pathWithQuery() {
        TestTarget target = lab.target();

        lab.run(target, once + """
                requests: [{name: r, path: "/items?tag=a&tag=${v}&flag", values: {v: {oneOf: ["b&c"]}}}]
                """).passed();

        assertThat(target.only().target()).isEqualTo("/items?tag=a&tag=b%26c&flag");
    }

    @Test
    void targetHeaders() {
        TestTarget target = lab.target();

        lab.run("target: {url: \"" + target.url() + """
                ", headers: [{name: X-From, value: target}, {name: X-Kept, value: "in ${iteration}"}]}
                requests:
                - {name: bare, path: /bare}
                - {name: own, path: /own, headers: [{name: x-from, value: request}, {name: User-Agent, value: mine/1}]}
                phases:
                - {name: a, iterations: 1, request: bare}
                - {name: b, iterations: 1, request: own}
                """).passed();

        Received bare = target.received("/bare").getFirst();
        Received own = target.received("/own").getFirst();
        assertThat(bare.all("X-From")).containsExactly("target");
        assertThat(bare.all("X-Kept")).containsExactly("in 0");
        assertThat(own.all("X-From")).containsExactly("request");
        assertThat(own.all("X-Kept")).containsExactly("in 0");
        assertThat(own.all("User-Agent")).containsExactly("mine/1");
    }

    /** Removing the line end would send another value. */
    @Test
    void lineEndInHeaderFailsRequest() {
        TestTarget target = lab.target(request -> Answer.json("{\"t\": \"a\\r\\nX-Injected: b\"}"));

        Finished run = lab.run(target, """
                requests:
                - {name: login, path: /login, capture: [{name: t, jsonPointer: /t}]}
                - {name: use, path: /use, headers: [{name: X-Token, value: "${t}"}], values: {t: {captured: t}}}
                phases: [{name: login, request: login}, {name: use, needs: [login], request: use}]
                """);

        run.failed();
        assertThat(run.reason("use")).contains("a character that no header can carry");
        assertThat(target.received("/use")).isEmpty();
    }
}
