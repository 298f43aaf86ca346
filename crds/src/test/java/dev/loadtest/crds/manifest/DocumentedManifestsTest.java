package dev.loadtest.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests in README and documentation, whole ones and fragments: the schema and the program take them. A fragment is completed
 * by what it leaves out: a target, and the requests, journeys and phases that it names.
 */
class DocumentedManifestsTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```yaml\n(.*?)^ *```$");
    private static final Pattern LABEL = Pattern.compile("\\b(request|journey|phase)=([\\w.-]+)");
    private static final Pattern COLUMN = Pattern.compile("\\$\\{(\\w+)\\.(\\w+)\\}");

    /** What else is written in YAML: the status, a pod, the steps of a pipeline. */
    private static final Set<String> OTHERS = Set.of("status:", "containers:", "- run:", "- uses:");

    private static final Set<String> SPEC = fields(LoadTestSpec.class);
    private static final Set<String> PHASE = fields(PhaseSpec.class);

    @TempDir
    private Path folder = Path.of("");

    record Block(String place, String text) {
        @Override
        public String toString() {
            return place;
        }
    }

    private static Set<String> fields(Class<?> model) {
        return ModelField.of(model).stream().map(ModelField::name).collect(Collectors.toSet());
    }

    static List<Block> manifests() throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = docs.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path page : Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.stream())
                    .toList()) {
                String text = Files.readString(page);
                Matcher block = BLOCK.matcher(text);
                while (block.find()) {
                    long line = text.substring(0, block.start()).lines().count() + 1;
                    blocks.add(new Block(ROOT.relativize(page) + ":" + line, block.group(2)));
                }
            }
        }
        return blocks.stream()
                .filter(block ->
                        OTHERS.stream().noneMatch(other -> block.text().strip().startsWith(other)))
                .toList();
    }

    @Test
    void some() throws IOException {
        assertThat(manifests()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void taken(Block block) throws IOException {
        JsonNode tree = tree(block);
        String manifest =
                tree.has("kind") ? block.text() : completed(tree, block).toPrettyString();
        byte[] yaml = manifest.getBytes(StandardCharsets.UTF_8);
        assertThat(SchemaValidator.errors(yaml)).as(manifest).isEmpty();
        writeRows(block.text());
        List<Compilation> compiled =
                ManifestCompiler.compileAll(yaml, Overrides.of(List.of()), new Beside(folder), Map.of());
        assertThat(compiled).as(manifest).isNotEmpty().allSatisfy(each -> assertThat(each)
                .isInstanceOf(Compilation.Compiled.class));
    }

    private static JsonNode tree(Block block) {
        YamlDocument document =
                YamlDocument.all(block.text().getBytes(StandardCharsets.UTF_8)).getFirst();
        assertThat(document).as(block.text()).isInstanceOf(YamlDocument.Read.class);
        return ((YamlDocument.Read) document).tree();
    }

    /** A manifest of a fragment: a spec, fields of one, its phases, or fields of one phase. */
    private static ObjectNode completed(JsonNode fragment, Block block) {
        Set<String> names = new TreeSet<>();
        fragment.fieldNames().forEachRemaining(names::add);
        ObjectNode spec = JSON.objectNode();
        if (fragment.isArray()) {
            spec.set("phases", fragment);
        } else if (names.equals(Set.of("spec"))) {
            spec = (ObjectNode) fragment.get("spec");
        } else if (SPEC.containsAll(names)) {
            spec.setAll((ObjectNode) fragment);
        } else {
            assertThat(PHASE).as("%s: of a spec or a phase", block.place()).containsAll(names);
            spec.putArray("phases").add(fragment);
        }
        Named named = new Named(block.text(), spec);
        named.complete();
        ObjectNode manifest =
                JSON.objectNode().put("apiVersion", "loadtest.dev/v1alpha1").put("kind", "LoadTest");
        manifest.putObject("metadata").put("name", "documented");
        manifest.set("spec", spec);
        return manifest;
    }

    /** A file for each set of rows, with the columns that the block names. */
    private void writeRows(String text) throws IOException {
        Set<String> columns = new TreeSet<>();
        COLUMN.matcher(text).results().forEach(column -> columns.add(column.group(2)));
        if (columns.isEmpty()) {
            columns.addAll(Set.of("name", "password"));
        }
        Files.writeString(
                folder.resolve("users.csv"),
                String.join(",", columns) + "\n" + "x,".repeat(columns.size() - 1) + "x\n");
    }

    /** Files of a folder; a baseline is for the other place to find. */
    private record Beside(Path folder) implements FileSource {
        @Override
        public Found find(FileSetSpec set) {
            return new LocalFiles(folder, List.of()).find(set);
        }

        @Override
        public Rows rows(FileSetSpec set, Found found) {
            return new LocalFiles(folder, List.of()).rows(set, found);
        }
    }

    /** What a fragment names and does not define. */
    private static final class Named {
        private final ObjectNode spec;
        private final Set<String> labels = new TreeSet<>();
        private final Set<String> journeys = new TreeSet<>();
        private final Set<String> phases = new TreeSet<>();

        Named(String text, ObjectNode spec) {
            this.spec = spec;
            for (MatchResult label : LABEL.matcher(text).results().toList()) {
                switch (label.group(1)) {
                    case "request" -> labels.add(label.group(2));
                    case "journey" -> journeys.add(label.group(2));
                    default -> phases.add(label.group(2));
                }
            }
        }

        void complete() {
            if (!spec.has("target")) {
                spec.putObject("target").put("url", "http://shop:8080");
            }
            Set<String> requests = new TreeSet<>(labels);
            requests.addAll(texts(spec, "request"));
            journeys.addAll(texts(spec, "journey"));
            journeys.removeAll(names("journeys"));
            if (spec.findValue("row") != null && !spec.has("files")) {
                list("files").addObject().put("name", "users").put("path", "users.csv");
            }
            if (requests.isEmpty() && names("requests").isEmpty()) {
                requests.add("any");
            }
            requests.removeAll(names("requests"));
            requests.forEach(
                    name -> list("requests").addObject().put("name", name).put("path", "/"));
            for (String journey : journeys) {
                ArrayNode steps =
                        list("journeys").addObject().put("name", journey).putArray("steps");
                names("requests").forEach(name -> steps.addObject().put("request", name));
            }
            phases.removeAll(names("phases"));
            if (names("phases").isEmpty() && !spec.has("phases")) {
                phases.add("one");
            }
            phases.forEach(name -> list("phases").addObject().put("name", name));
            for (JsonNode phase : spec.get("phases")) {
                completePhase((ObjectNode) phase);
            }
        }

        private void completePhase(ObjectNode phase) {
            if (!phase.has("name")) {
                phase.put("name", "one");
            }
            if (phase.has("request") || phase.has("journey") || phase.has("mix")) {
                return;
            }
            if (names("journeys").isEmpty()) {
                ArrayNode mix = phase.putArray("mix");
                names("requests")
                        .forEach(name -> mix.addObject().put("request", name).put("weight", 1));
            } else {
                phase.put("journey", names("journeys").iterator().next());
            }
        }

        private ArrayNode list(String field) {
            return spec.withArray(field);
        }

        private Set<String> names(String field) {
            Set<String> names = new TreeSet<>();
            spec.path(field).forEach(each -> names.add(each.path("name").asText()));
            return names;
        }

        private static Set<String> texts(@Nullable JsonNode tree, String field) {
            Set<String> texts = new TreeSet<>();
            if (tree != null) {
                Iterator<JsonNode> values = tree.findValues(field).iterator();
                values.forEachRemaining(value -> {
                    if (value.isTextual()) {
                        texts.add(value.asText());
                    }
                });
            }
            return texts;
        }
    }
}
