package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code values.NAME.row}: columns, picks, files, secrecy. */
class RowsIT {
    private static final String SECRET = "c0rrect-horse";

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void everyColumnOfARowIsSentAsItStands() {
        lab.file("users/a.csv", "\ufeffname,note\r\nann,\"a, \"\"b\"\"\nc\"\r\n");
        lab.file("users/b.jsonl", "{\"note\": \"\\u00fc & 1\", \"name\": 7}\n");
        TestTarget target = lab.target();

        lab.run(target, """
                files: [{name: users, path: "users/*"}]
                requests:
                - name: r
                  method: POST
                  path: "/${user.name}"
                  query: {note: "${user.note}"}
                  body: {json: {note: "${user.note}"}}
                  values: {user: {row: {files: users}}}
                phases: [{name: p, request: r, concurrency: {users: 1, requests: 3}, maxLateness: 10s}]
                """).passed();

        assertThat(target.received())
                .extracting(Received::path, request -> request.query("note"), Received::text)
                .containsExactly(
                        tuple("/ann", "a, \"b\"\nc", "{\"note\":\"a, \\\"b\\\"\\u000Ac\"}"),
                        tuple("/7", "ü & 1", "{\"note\":\"ü & 1\"}"),
                        tuple("/ann", "a, \"b\"\nc", "{\"note\":\"a, \\\"b\\\"\\u000Ac\"}"));
    }

    @Test
    void onceTakesEachRowOnceOverAllWorkers() {
        lab.file("users.csv", "name\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        TestTarget target = lab.target();

        lab.run(target, """
                files: [{name: users, path: users.csv}]
                requests: [{name: r, path: "/${user.name}", values: {user: {row: {files: users, pick: Once}}}}]
                phases: [{name: p, request: r, iterations: 2, burst: {requests: 5}, maxLateness: 10s}]
                """, "--workers", "3").passed();

        assertThat(target.received())
                .extracting(Received::path)
                .containsExactlyInAnyOrder("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
    }

    @Test
    void aPlanThatNeedsMoreRowsIsRefusedAndNothingIsSent() {
        lab.file("users.csv", "name\n0\n1\n");
        TestTarget target = lab.target();

        InProcess refused = lab.execute("run", "target: {url: \"" + target.url() + """
                "}
                files: [{name: users, path: users.csv}]
                requests: [{name: r, path: "/${user.name}", values: {user: {row: {files: users, pick: Once}}}}]
                phases: [{name: p, request: r, burst: {requests: 3}}]
                """);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("spec.requests[0].values.user.row: phase \"p\" takes 3 rows, each once, and"
                        + " \"users\" has 2");
        assertThat(target.connections()).isZero();
    }

    /** A target that echoes them: in bodies that are saved, in reasons, in captured values, and rows of others. */
    @Test
    void sensitiveRowsAreWrittenNowhere() throws IOException {
        lab.file("users.csv", "name,password\nann-ottis," + SECRET + "\nbob-uttis,b" + SECRET + "\n");
        TestTarget target = lab.target(request -> switch (request.path()) {
            case "/broken" -> Answer.raw("HTTP/1.1 " + request.query("password") + "\r\n\r\n");
            default ->
                Answer.status(request.path().equals("/fails") ? 500 : 200)
                        .body(
                                "application/json",
                                "{\"echo\": \"" + request.query("password") + "\", \"all\": \"bob-uttis, b" + SECRET
                                        + "\"}");
        });

        Finished run = lab.run(target, """
                files: [{name: users, path: users.csv}]
                requests:
                - {name: saved, path: "/saved", query: {name: "${user.name}", password: "${user.password}"}, values: {user: {row: {files: users, sensitive: true}}}, capture: [{name: heard, jsonPointer: /echo}]}
                - {name: heard, path: /heard, query: {password: "${heard}"}, values: {heard: {captured: heard}}}
                - {name: fails, path: "/fails", query: {name: "${user.name}", password: "${user.password}"}}
                - {name: broken, path: "/broken", query: {password: "${user.password}"}}
                journeys:
                - {name: failing, values: {user: {row: {files: users, sensitive: true}}}, steps: [{request: fails}]}
                - {name: breaking, values: {user: {row: {files: users, sensitive: true}}}, steps: [{request: broken}]}
                phases:
                - {name: a, request: saved, save: {max: 1}}
                - {name: b, needs: [a], request: heard, save: {max: 1}}
                - {name: c, journey: failing}
                - {name: d, journey: breaking}
                """).failed();

        assertThat(target.received("/saved").getFirst().query("password")).isEqualTo(SECRET);
        assertThat(target.received("/heard").getFirst().query("password")).isEqualTo(SECRET);
        assertThat(run.reason("d")).contains("protocol");
        assertThat(run.everythingWritten())
                .contains("samples/a/all/0", "***")
                .doesNotContain(SECRET, "ann-ottis", "bob-uttis");
    }

    @Test
    void anUnclosedQuoteIsRefusedWithItsLine() {
        lab.file("users.csv", "name\nann\n\"bob\neve\n");
        InProcess refused = lab.execute("validate", """
                target: {url: "http://127.0.0.1:1"}
                files: [{name: users, path: users.csv}]
                requests: [{name: r, path: "/${user.name}", values: {user: {row: {files: users}}}}]
                phases: [{name: p, request: r}]
                """);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("spec.files[0].path: users.csv, line 3: a quote is not closed");
    }

    /** Rows that only a cluster can read may have any column. */
    @Test
    void rowsOfASecretAreNotKnownHere() {
        InProcess valid = lab.execute("validate", """
                target: {url: "http://127.0.0.1:1"}
                files: [{name: users, secret: {name: shop-users}}]
                requests: [{name: r, path: "/${user.name}", values: {user: {row: {files: users}}}}]
                phases: [{name: p, request: r}]
                """);
        assertThat(valid.exit()).as(valid.err()).isZero();
        assertThat(valid.err()).contains("the files of users are visible in a cluster only");
    }

    @Test
    void picksFollowTheSeed() {
        lab.file("users.csv", "name\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        TestTarget first = lab.target();
        TestTarget second = lab.target();
        for (TestTarget target : List.of(first, second)) {
            lab.run(target, """
                    seed: 4
                    files: [{name: users, path: users.csv}]
                    requests: [{name: r, path: "/${user.name}", values: {user: {row: {files: users, pick: Random}}}}]
                    phases: [{name: p, request: r, concurrency: {users: 1, requests: 20}, maxLateness: 10s}]
                    """).passed();
        }
        List<String> drawn = first.received().stream().map(Received::path).toList();
        assertThat(drawn)
                .hasSize(20)
                .containsAnyOf("/8", "/9")
                .isNotEqualTo(drawn.stream().sorted().toList());
        assertThat(second.received()).extracting(Received::path).isEqualTo(drawn);
    }
}
