package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.operator.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's files compared with the code. */
class ChartTest {
    private static final Path CHART = Path.of("..", "helm", "loadtest-operator");

    private static String read(String file) throws IOException {
        return Files.readString(CHART.resolve(file));
    }

    @Test
    void minimalRights() throws IOException {
        String own = read("templates/rbac.yaml");
        String rules = read("templates/_names.tpl");
        assertThat(own + rules + read("templates/user-roles.yaml"))
                .doesNotContainPattern("(resources|verbs|apiGroups): \\[[^]]*\\*");
        assertThat(rules).doesNotContain("secrets");
        assertThat(own)
                .doesNotContainPattern("resources: \\[secrets]\\n  verbs")
                .containsPattern("resources: \\[secrets]\\n  resourceNames: \\[[^]]+]\\n  verbs: \\[get]");
    }

    @Test
    void deploymentMatchesSettings() throws IOException {
        Matcher names = Pattern.compile("- \\{name: ([A-Z_]+), value").matcher(read("templates/deployment.yaml"));
        Map<String, String> environment = new HashMap<>();
        while (names.find()) {
            environment.put(
                    names.group(1),
                    names.group(1).matches("MAX_.*|OTLP_.*|WORKER_(RUN_AS|FS)_.*|WORKER_DEFAULTS|.*_PORT") ? "" : "x");
        }
        assertThat(new SettingsReader(environment).read().lease()).isEqualTo("x");
    }

    @Test
    void schemaObjectsAreClosed() throws IOException {
        JsonNode schema = new JsonMapper().readTree(read("values.schema.json"));
        try (Stream<String> lines = read("values.yaml").lines()) {
            lines.map(line -> line.split(":")[0])
                    .filter(key -> key.matches("[a-zA-Z]+"))
                    .forEach(key -> assertThat(schema.path("properties").has(key))
                            .as(key)
                            .isTrue());
        }
        assertClosed(schema, "");
    }

    /** Kubernetes' own types stay open. */
    private static void assertClosed(JsonNode node, String path) {
        boolean kubernetes = path.matches(".*(resources|affinity|tolerations/items|global)");
        if (!kubernetes && "object".equals(node.path("type").asText())) {
            assertThat(node.has("additionalProperties")).as(path).isTrue();
        }
        node.properties().forEach(field -> assertClosed(field.getValue(), path + "/" + field.getKey()));
    }
}
