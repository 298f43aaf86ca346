package dev.loadtest.e2e;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The chart of an earlier release, whose LoadTests lack a field. */
record PreviousChart(Path folder) {
    /** The field added by this version. */
    static final String UNKNOWN = "onWorkerLoss";

    static PreviousChart in(Path empty) {
        Path chart = Path.of(Release.CHART);
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = empty.resolve(chart.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Path about = empty.resolve("Chart.yaml");
            Files.writeString(about, Files.readString(about).replaceFirst("(?m)^version: .*$", "version: 0.0.9"));
            forget(empty.resolve("files/loadtests.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PreviousChart(empty);
    }

    private static void forget(Path file) throws IOException {
        CustomResourceDefinition definition =
                Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        JSONSchemaProps schema =
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        schema.getProperties().get("spec").getProperties().remove(UNKNOWN);
        schema.getXKubernetesValidations().removeIf(rule -> rule.getRule().contains(UNKNOWN));
        Files.writeString(file, Serialization.asYaml(definition));
    }

    Release release() {
        return new Release(Operator.RELEASE, Operator.NAMESPACE, folder.toString());
    }

    /** Lets the API server store a LoadTest with that field, and removes it again. */
    Command tries(Scenario scenario) {
        Path manifest = folder.resolve("manifest.yaml");
        try {
            Files.writeString(
                    manifest,
                    Scenario.read("e2e/scenarios/operator-loss/brief.yaml")
                            .replace("{name: brief}", "{name: tried}")
                            .replaceFirst("\n  seed: 3\n", "\n  seed: 3\n  " + UNKNOWN + ": Abort\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Command.kubectl("-n", scenario.namespace(), "create", "--dry-run=server", "-f", manifest.toString());
    }
}
