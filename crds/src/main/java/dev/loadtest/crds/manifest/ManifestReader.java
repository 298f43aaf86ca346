package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.manifest.YamlDocument.Unreadable;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of one LoadTest and finds everything that is wrong with its form. Stateless; any thread. */
public final class ManifestReader {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> FIELDS = List.of("apiVersion", "kind", "metadata", "spec", "status");
    /** How many characters an API server appends to a generateName. */
    private static final int GENERATED = 5;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private ManifestReader() {}

    public static Manifest read(byte[] yaml) {
        JsonNode document;
        try {
            document = YamlDocument.parse(yaml);
        } catch (Unreadable e) {
            return Manifest.unreadable(List.of(new Problem("", e.getMessage())));
        }
        if (!document.isObject()) {
            String message = "expected a LoadTest, found " + Scalars.found(document);
            return Manifest.unreadable(List.of(new Problem("", message)));
        }
        List<Problem> problems = new ArrayList<>();
        constant(document, "apiVersion", LoadTest.API_VERSION, problems);
        constant(document, "kind", LoadTest.KIND, problems);
        if (!problems.isEmpty()) {
            // Some other thing: to hold it against the model would only bury this.
            return Manifest.unreadable(problems);
        }
        unknown(document, problems);
        String name = name(document.path("metadata"), problems);
        ModelWalker walker = new ModelWalker();
        LoadTestSpec spec = spec(document, walker, problems);
        problems.addAll(walker.problems());
        return new Manifest(name, spec, problems, new DocumentOrder(document));
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

    /** What an API server appends counts, too: a prefix that leaves no room for it would be refused there. */
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
            // The walker lets pass only what fits, so this is a value that a Kubernetes class reads more narrowly.
            problems.add(new Problem("spec", e.getOriginalMessage()));
            return null;
        }
    }
}
