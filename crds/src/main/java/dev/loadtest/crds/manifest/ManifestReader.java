package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of LoadTests and finds everything that is wrong with their form. Stateless; any thread. */
public final class ManifestReader {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> FIELDS = List.of("apiVersion", "kind", "metadata", "spec", "status");
    /** Number of characters that an API server appends to a generateName. */
    private static final int GENERATED = 5;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private ManifestReader() {}

    /** Reads the one document of a LoadTest as a cluster has it. */
    public static Manifest read(byte[] yaml) {
        List<YamlDocument> documents = YamlDocument.all(yaml);
        Manifest first = read(documents.getFirst(), List.of(), null);
        return documents.size() == 1
                ? first
                : first.with(new Problem("", "holds " + documents.size() + " documents instead of one"));
    }

    /**
     * Reads all documents of a file as a command line has them.
     *
     * @param settings fields that are set in each of them, the later ones over the earlier
     * @param environment what {@code ${env:NAME}} stands for
     * @return at least one
     */
    public static List<Manifest> readAll(byte[] yaml, List<Setting> settings, Map<String, String> environment) {
        List<Manifest> manifests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlDocument document : YamlDocument.all(yaml)) {
            Manifest manifest = read(document, settings, environment);
            boolean same = !manifest.name().isEmpty() && !names.add(manifest.name());
            manifests.add(
                    same
                            ? manifest.with(new Problem(
                                    "metadata.name",
                                    "an earlier document of this file is named " + Constraints.quoted(manifest.name())
                                            + ", too"))
                            : manifest);
        }
        return manifests;
    }

    private static Manifest read(
            YamlDocument document, List<Setting> settings, @Nullable Map<String, String> environment) {
        return switch (document) {
            case YamlDocument.Refused it ->
                Manifest.unreadable(List.of(new Problem("", it.message())), Places.only(it.place()));
            case YamlDocument.Read it ->
                it.tree() instanceof ObjectNode tree
                        ? read(tree, it.places(), settings, environment)
                        : Manifest.unreadable(
                                List.of(new Problem("", "expected a LoadTest, found " + Scalars.found(it.tree()))),
                                it.places());
        };
    }

    private static Manifest read(
            ObjectNode document, Places places, List<Setting> settings, @Nullable Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        constant(document, "apiVersion", LoadTest.API_VERSION, problems);
        constant(document, "kind", LoadTest.KIND, problems);
        if (problems.size() > 1) {
            // Another kind of object: comparing it with the model would only obscure this.
            return Manifest.unreadable(problems, places);
        }
        String text = MaskedManifest.of(document);
        new EnvironmentText(environment, problems).fill(document, "");
        for (Setting setting : settings) {
            setting.apply(document, places).ifPresent(problems::add);
        }
        unknown(document, problems);
        String name = name(document.path("metadata"), problems);
        ModelWalker walker = new ModelWalker();
        LoadTestSpec spec = spec(document, walker, problems);
        problems.addAll(walker.problems());
        return new Manifest(name, text, ManifestMetadata.of(document.path("metadata")), spec, problems, places);
    }

    private static void constant(JsonNode document, String field, String expected, List<Problem> problems) {
        JsonNode node = document.path(field);
        if (!node.isTextual() || !node.textValue().equals(expected)) {
            problems.add(new Problem(field, "expected " + expected + ", found " + Scalars.found(node)));
        }
    }

    private static void unknown(JsonNode document, List<Problem> problems) {
        document.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problems.add(Problem.unknownField(Paths.field("", field), Suggestion.didYouMean(field, FIELDS)));
            }
        });
    }

    private static String name(JsonNode metadata, List<Problem> problems) {
        JsonNode given = metadata.path("name");
        JsonNode prefix = metadata.path("generateName");
        if (given.isMissingNode() && prefix.isTextual()) {
            return generated(prefix.textValue(), problems);
        }
        if (!given.isTextual()) {
            String message = given.isMissingNode() ? "is required" : "expected a text, found " + Scalars.found(given);
            problems.add(new Problem("metadata.name", message));
            return "";
        }
        checkName("metadata.name", given.textValue(), problems);
        return given.textValue();
    }

    /** Includes the characters appended by an API server, which refuses a prefix that is too long. */
    private static String generated(String prefix, List<Problem> problems) {
        String name = prefix.replaceAll("-+$", "");
        int length = prefix.length() + GENERATED;
        if (length > LoadTest.MAX_NAME_LENGTH) {
            problems.add(new Problem(
                    "metadata.generateName",
                    "makes names of " + length + " characters (" + GENERATED + " are appended), more than "
                            + LoadTest.MAX_NAME_LENGTH));
        } else {
            checkName("metadata.generateName", name, problems);
        }
        return name;
    }

    private static void checkName(String path, String name, List<Problem> problems) {
        if (name.length() > LoadTest.MAX_NAME_LENGTH) {
            problems.add(
                    new Problem(path, "has " + name.length() + " characters, more than " + LoadTest.MAX_NAME_LENGTH));
        } else if (!LABEL.matcher(name).matches()) {
            problems.add(
                    new Problem(
                            path,
                            Constraints.quoted(name)
                                    + " is not a DNS label (lower-case letters, digits and \"-\", a letter or digit at both ends)"));
        }
    }

    private static @Nullable LoadTestSpec spec(JsonNode document, ModelWalker walker, List<Problem> problems) {
        if (!document.has("spec")) {
            problems.add(new Problem("spec", "is required"));
            return null;
        }
        JsonNode fitting = walker.fit(document.get("spec"), LoadTestSpec.class, "spec");
        if (fitting == null || walker.isIncomplete()) {
            return null;
        }
        try {
            return MAPPER.treeToValue(fitting, LoadTestSpec.class);
        } catch (JsonProcessingException e) {
            // The walker lets only fitting values pass, so this is one that a Kubernetes class reads more strictly.
            problems.add(new Problem("spec", e.getOriginalMessage()));
            return null;
        }
    }
}
