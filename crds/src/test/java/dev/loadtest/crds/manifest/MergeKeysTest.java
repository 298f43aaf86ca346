package dev.loadtest.crds.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML's merge keys, as kubectl reads them. */
class MergeKeysTest {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: a}
            spec:
              target: {url: "http://plots"}
              requests:
              - &a {name: a, path: /a, timeout: 1s}
              - &b {name: b, path: /b, followRedirects: 2}
              - {%s}
              phases: [{name: p, request: a}]
            """;

    private static Manifest read(String request) {
        return ManifestReader.readAll(MANIFEST.formatted(request).getBytes(UTF_8), List.of(), Map.of())
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <<: *a, name: c                  | {"name":"c","path":"/a","timeout":"1s"}
                    <<: [*a, *b], name: c            | {"name":"c","path":"/a","timeout":"1s","followRedirects":2}
                    <<: [*b, *a], name: c            | {"name":"c","path":"/b","timeout":"1s","followRedirects":2}
                    <<: {<<: *a, name: d}, path: /c  | {"name":"d","path":"/c","timeout":"1s"}
                    <<: {}, name: c, path: /c        | {"name":"c","path":"/c"}
                    name: c, <<: {path: /c}          | {"name":"c","path":"/c"}
                    """)
    void addMissingFields(String request, String json) throws Exception {
        Manifest manifest = read(request);
        assertThat(manifest.problems()).isEmpty();
        JsonMapper mapper = new JsonMapper();
        assertThat((Object) mapper.valueToTree(manifest.spec().requests().getLast()))
                .isEqualTo(mapper.readTree(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <<: 5, name: c          | f:9:6: "<<" takes an alias of fields, or a list of such aliases
                    <<: [*a, 5], name: c    | f:9:6: "<<" takes an alias of fields, or a list of such aliases
                    <<: *a, <<: *b, name: c | f:9:14: the key "<<" stands twice in the same place
                    name: c, <<: *a         | f:9:15: "<<" stands behind "name", which it brings too and kubectl would take from it; write "<<" first
                    """)
    void ambiguousKeysAreRefused(String request, String line) {
        Manifest manifest = read(request);
        assertThat(manifest.problems()).singleElement().satisfies(problem -> assertThat(
                        manifest.places().line(problem, "f"))
                .isEqualTo(line));
    }
}
