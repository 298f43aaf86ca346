package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code values}: sources, binding order, escapes. */
class ValuesIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void rangeIsInclusive() {
        assertThat(drawn("range: {min: -2, max: 1}", 80)).containsOnly("-2", "-1", "0", "1");
    }

    @Test
    void oneOf() {
        assertThat(drawn("oneOf: [a, \"b c\", \"\"]", 60)).containsOnly("a", "b c", "");
    }

    @Test
    void fileName() {
        lab.file("inputs/one.csv", "1");
        lab.file("inputs/two.csv", "2");

        assertThat(drawn("file: csv", 40)).containsOnly("one.csv", "two.csv");
    }

    @Test
    void uuid() {
        List<String> drawn = drawn("uuid: {}", 40);

        assertThat(drawn).doesNotHaveDuplicates().allSatisfy(text -> {
            UUID uuid = UUID.fromString(text);
            assertThat(uuid.toString()).isEqualTo(text);
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        });
    }

    @Test
    void oneValuePerRequest() {
        TestTarget target = lab.target();

        lab.run(target, """
                requests: [{name: r, path: "/${id}", query: {again: "${id}"}, values: {id: {uuid: {}}}}]
                phases: [{name: p, request: r, burst: {requests: 5}, maxLateness: 10s}]
                """).passed();

        assertThat(target.received()).hasSize(5).allMatch(request -> request.path()
                .equals("/" + request.query("again")));
    }

    @Test
    void bindingOrder() {
        lab.file("inputs/the.csv", "1");
        TestTarget target = lab.target();

        lab.run(target, """
                files: [{name: csv, path: "inputs/*.csv"}]
                variants: [{name: v, values: {file: of-the-variant, mine: of-the-variant, free: of-the-variant}}]
                requests:
                - name: bare
                  path: /bare
                  query: {file: "${file}", mine: "${mine}", free: "${free}"}
                - name: own
                  path: /own
                  query: {file: "${file}", mine: "${mine}", free: "${free}"}
                  values: {mine: {oneOf: [of-the-request]}, file: {oneOf: [of-the-request]}}
                phases:
                - {name: a, forEach: {files: csv}, request: bare}
                - {name: b, forEach: {files: csv}, request: own}
                """).passed();

        assertThat(target.received())
                .extracting(r -> List.of(r.query("file"), r.query("mine"), r.query("free")))
                .containsExactly(
                        List.of("the.csv", "of-the-variant", "of-the-variant"),
                        List.of("of-the-request", "of-the-request", "of-the-variant"));
    }

    @Test
    void dollarEscape() {
        TestTarget target = lab.target();

        lab.run(target, """
                requests: [{name: r, method: POST, path: /, query: {q: "$${v} $5 ${v}"}, body: {text: "a $${b} $"},
                            values: {v: {oneOf: [x]}}}]
                phases: [{name: p, request: r}]
                """).passed();

        assertThat(target.only().query("q")).isEqualTo("${v} $5 x");
        assertThat(target.only().text()).isEqualTo("a ${b} $");
    }

    private List<String> drawn(String source, int requests) {
        lab.file("inputs/any.txt", "");
        TestTarget target = lab.target();
        lab.run(target, """
                seed: 4
                files: [{name: csv, path: "inputs/*"}]
                requests: [{name: r, path: /, query: {v: "${v}"}, values: {v: {%s}}}]
                phases: [{name: p, request: r, burst: {requests: %d}, maxLateness: 10s}]
                """.replace("inputs/*", source.startsWith("file") ? "inputs/*.csv" : "inputs/*")
                        .formatted(source, requests))
                .passed();
        return target.received().stream().map(request -> request.query("v")).toList();
    }
}
