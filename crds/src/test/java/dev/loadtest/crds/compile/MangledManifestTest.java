package dev.loadtest.crds.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loadtest.crds.manifest.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A mangled manifest is compiled or refused with sentences: no exceptions, no duplicate problems. */
class MangledManifestTest {
    private static final Path MANIFEST = Path.of("src/test/resources/everything/loadtest.yaml");
    private static final int SEEDS = Integer.getInteger("loadtest.mutations", 4000);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] TEXTS = {
        "",
        "x",
        "${x}",
        "${",
        "5",
        "0s",
        "10m",
        "-1",
        "a b",
        "login",
        "in",
        "a\r\nb",
        "é",
        "y",
        "100%",
        "/",
        "..",
        "99999999999999999999"
    };

    @Test
    void compiledOrRefused() throws IOException {
        JsonNode manifest = new YAMLMapper().readTree(MANIFEST.toFile());
        int compiled = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            ObjectNode mangled = manifest.deepCopy();
            Random random = new Random(seed);
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                mangle((ObjectNode) mangled.get("spec"), random);
            }
            byte[] yaml = JSON.writeValueAsBytes(mangled);
            Compilation compilation =
                    ManifestCompiler.compile(yaml, Overrides.NONE, LocalManifest.files(MANIFEST.getParent()));
            switch (compilation) {
                case Compilation.Compiled done -> compiled++;
                case Compilation.Refused refused ->
                    assertThat(refused.problems())
                            .as("seed %d", seed)
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .allSatisfy(MangledManifestTest::assertSentence);
            }
        }
        assertThat(compiled).isBetween(SEEDS / 100, SEEDS / 2);
    }

    private static void assertSentence(Problem problem) {
        assertThat(problem.path()).matches("spec([.\\[][^\\r\\n]*)?");
        assertThat(problem.message())
                .isNotBlank()
                .doesNotContain("\n", "\r", "null", "Exception", "com.fasterxml", "io.fabric8");
    }

    /** Replaces, removes, renames or duplicates a random node below {@code root}. */
    private static void mangle(ObjectNode root, Random random) {
        List<Consumer<Random>> places = new ArrayList<>();
        collect(root, places);
        places.get(random.nextInt(places.size())).accept(random);
    }

    private static void collect(JsonNode node, List<Consumer<Random>> places) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                places.add(random -> mangle(object, name, random));
                collect(object.get(name), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(random -> mangle(array, index, random));
                collect(array.get(i), places);
            }
        }
    }

    private static void mangle(ObjectNode object, String name, Random random) {
        JsonNode old = object.get(name);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", old);
            default -> object.set(name, any(random));
        }
    }

    private static void mangle(ArrayNode array, int index, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index).deepCopy());
            default -> array.set(index, any(random));
        }
    }

    private static JsonNode any(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt(-2, 12));
            case 3 -> nodes.numberNode(random.nextDouble() * 1e12);
            case 4 -> nodes.objectNode();
            case 5 -> nodes.arrayNode();
            default -> nodes.textNode(TEXTS[random.nextInt(TEXTS.length)]);
        };
    }
}
