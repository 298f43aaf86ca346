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

/** The chart beside the code that it installs, as plain files. */
class ChartTest {
    private static final Path CHART = Path.of("..", "helm", "loadtest-operator");

    private static String read(String file) throws IOException {
        return Files.readString(CHART.resolve(file));
    }

    @Test
    void noRoleHasAWildcardAndNoneReadsSecretsBesidesTheKey() throws IOException {
        String own = read("templates/rbac.yaml");
        String rules = read("templates/_names.tpl");
        assertThat(own + rules + read("templates/user-roles.yaml"))
                .doesNotContainPattern("(resources|verbs|apiGroups): \\[[^]]*\\*");
        assertThat(rules).doesNotContain("secrets");
        assertThat(own)
                .containsPattern("resources: \\[secrets]\\n  verbs: \\[create]")
                .containsPattern("resources: \\[secrets]\\n  resourceNames: \\[[^]]+]\\n  verbs: \\[get]");
    }

    @Test
    void theDeploymentSetsWhatTheSettingsRead() throws IOException {
        Matcher names = Pattern.compile("- \\{name: ([A-Z_]+), value").matcher(read("templates/deployment.yaml"));
        Map<String, String> environment = new HashMap<>();
        while (names.find()) {
            environment.put(names.group(1), names.group(1).matches("MAX_.*|.*_PORT") ? "" : "x");
        }
        assertThat(new SettingsReader(environment).read().lease()).isEqualTo("x");
    }

    @Test
    void everyObjectOfTheSchemaIsClosed() throws IOException {
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

    /** What Kubernetes itself defines stays open. */
    private static void assertClosed(JsonNode node, String path) {
        boolean kubernetes = path.matches(".*(resources|affinity|tolerations/items|global)");
        if (!kubernetes && "object".equals(node.path("type").asText())) {
            assertThat(node.has("additionalProperties")).as(path).isTrue();
        }
        node.properties().forEach(field -> assertClosed(field.getValue(), path + "/" + field.getKey()));
    }
}
