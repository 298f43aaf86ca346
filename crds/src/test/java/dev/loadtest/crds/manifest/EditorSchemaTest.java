package dev.loadtest.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON schema, applied by a validator that knows nothing of the model. */
class EditorSchemaTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path BAD = Path.of("src/test/resources/bad");

    private static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.map(folder -> folder.resolve("loadtest.yaml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private static List<Error> errors(byte[] yaml) {
        return SchemaValidator.errors(yaml);
    }

    private static List<Error> errors(String yaml) {
        return errors(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void programHoldsTheFile() throws IOException {
        assertThat(EditorSchema.content()).isEqualTo(Files.readAllBytes(SchemaValidator.FILE));
    }

    /** An editor shows the words of a condition in place of the field's own. */
    @Test
    void conditionsAreNotDescribed() throws IOException {
        JsonNode schema = new JsonMapper().readTree(EditorSchema.content());
        assertThat(schema.findValues("if")).isNotEmpty().allSatisfy(condition -> {
            String name = condition.path("$ref").asText().replace("#/definitions/", "");
            assertThat(condition.findValues("description")).isEmpty();
            assertThat(schema.path("definitions").path(name).findValues("description"))
                    .isEmpty();
        });
    }

    @Nested
    class Examples {
        static List<Path> examples() throws IOException {
            return EditorSchemaTest.examples();
        }

        @Test
        void some() throws IOException {
            assertThat(examples()).hasSizeGreaterThan(10);
        }

        @ParameterizedTest
        @MethodSource("examples")
        void valid(Path example) throws IOException {
            assertThat(errors(Files.readAllBytes(example))).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("examples")
        void nameTheSchema(Path example) throws IOException {
            String location = "../../crds/" + EditorSchema.FILE_NAME;
            assertThat(example.resolveSibling(location)).exists();
            assertThat(Files.readAllLines(example).getFirst()).isEqualTo(EditorSchema.comment(location));
        }

        /** A manifest with every option. */
        @ParameterizedTest
        @ValueSource(strings = {"everything", "plot-service"})
        void everyOption(String name) throws IOException {
            assertThat(errors(Files.readAllBytes(Path.of("src/test/resources", name, "loadtest.yaml"))))
                    .isEmpty();
        }
    }

    @Nested
    class Refused {
        private static final Pattern PROBLEM =
                Pattern.compile("input\\.yaml:[0-9]+:[0-9]+: ([a-zA-Z]+(?:\\.\\w+|\\[.+?\\])*): .*");
        private static final Pattern STEP = Pattern.compile("\\[\"(.*?)\"\\]|\\[([0-9]+)\\]|(\\w+)");

        /** Wrong in what no schema can say: in files, in names that refer to each other, in texts with a grammar of their own. */
        private static final Set<String> NOT_OF_FORM = Set.of(
                "captures",
                "cases-alike",
                "environment",
                "groups",
                "rows-once",
                "selects-nothing",
                "targets-too-many-hosts",
                "the-issue-s-own",
                "too-many-cases",
                "unresolved",
                "url-at-in-authority",
                "url-fragment",
                "url-host",
                "url-no-host",
                "url-port",
                "url-port-zero",
                "url-query",
                "url-spaces",
                "url-template",
                "url-unicode",
                "url-user-info",
                "worker-dns-of-none");

        static List<String> manifests() throws IOException {
            try (Stream<Path> folders = Files.list(BAD)) {
                return folders.map(folder -> folder.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }

        private static byte[] manifest(String name) throws IOException {
            return Files.readAllBytes(BAD.resolve(name).resolve("input.yaml"));
        }

        @ParameterizedTest
        @MethodSource("manifests")
        void whereItsFormIsWrong(String name) throws IOException {
            boolean yaml = YamlDocument.all(manifest(name)).stream().anyMatch(YamlDocument.Read.class::isInstance);
            assertThat(!yaml || !errors(manifest(name)).isEmpty())
                    .as("no YAML, or refused by the schema")
                    .isEqualTo(!NOT_OF_FORM.contains(name));
        }

        /** An editor underlines nothing that the program accepts. */
        @ParameterizedTest
        @MethodSource("manifests")
        void onlyWhereTheProgramDoes(String name) throws IOException {
            List<String> problems = new ArrayList<>();
            for (String line : Files.readAllLines(BAD.resolve(name).resolve("expected.txt"))) {
                Matcher problem = PROBLEM.matcher(line);
                problems.add(problem.matches() ? pointer(problem.group(1)) : "");
            }
            assertThat(errors(manifest(name))).allSatisfy(error -> {
                String at = error.getInstanceLocation().toString();
                assertThat(problems)
                        .as("%s: %s", at, error.getMessage())
                        .anyMatch(problem -> problem.startsWith(at) || at.startsWith(problem));
            });
        }

        /** A problem's path as a JSON pointer. */
        private static String pointer(String path) {
            StringBuilder pointer = new StringBuilder();
            Matcher step = STEP.matcher(path);
            while (step.find()) {
                String name = step.group(1) != null ? step.group(1) : step.group();
                pointer.append('/').append(step.group(2) != null ? step.group(2) : name);
            }
            return pointer.toString();
        }
    }

    /** A text of the environment may stand for any scalar, on one machine. */
    @Nested
    class Environment {
        private static final String MANIFEST = """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: "${env:NAME:-of-the-environment}"}
                spec:
                  target: {url: "${env:TARGET:-http://127.0.0.1:8000}", protocol: "${env:PROTOCOL:-HTTP2}"}
                  parallelism: "${env:WORKERS:-2}"
                  suspend: "${env:SUSPEND:-false}"
                  drain: "${env:A_NAME_THAT_IS_LONGER_THAN_ANY_DURATION:-5s}"
                  requests: [{name: health, path: "${env:BASE:-/v1}/health", expect: {status: ["${env:STATUS:-200}"]}}]
                  phases:
                  - {name: a, request: health, rate: {perSecond: "${env:RATE:-1.5}", duration: "${env:LASTS:-1s}"}}
                """;

        @Test
        void accepted() {
            assertThat(errors(MANIFEST)).isEmpty();
            List<Manifest> read =
                    ManifestReader.readAll(MANIFEST.getBytes(StandardCharsets.UTF_8), List.of(), Map.of());
            assertThat(read.getFirst().problems()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"many", "${env:no-name}", "${env:OPEN", "$WORKERS"})
        void otherTextsAreNot(String text) {
            assertThat(errors(MANIFEST.replace("${env:WORKERS:-2}", text)))
                    .extracting(error -> error.getInstanceLocation().toString())
                    .containsOnly("/spec/parallelism");
        }
    }

    /** Mistakes that an editor shows while typing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "parallelism: 0",
                "paralelism: 1",
                "onWorkerLoss: abort",
                "drain: 5",
                "drain: 5 s",
                "seed: 9007199254740993",
                "variants: []",
                "variants: [{name: -a}]",
                "worker: {tolerations: [{ky: a}]}",
                "targets: [{url: http://b}]",
                "trace: {sampled: maybe}",
                "journeys: [{name: a, steps: [{request: b, chance: 0}]}]"
            })
    void shown(String mistake) {
        String manifest = """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {generateName: typed-}
                spec:
                  target: {url: http://a}
                  requests: [{name: b, path: /}]
                  phases: [{name: c, request: b}]
                """;
        assertThat(errors(manifest)).isEmpty();
        assertThat(errors(manifest + "  " + mistake + "\n")).isNotEmpty();
    }
}
