package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.manifest.YamlTree.Unreadable;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A YAML document of a file: a JSON tree, bounded in size, depth and in what its aliases unfold to, or why it is none. */
sealed interface YamlDocument {
    /** The API server's limit. */
    int MAX_BYTES = 1 << 20;

    /** What a file may hold: each of them is compiled before the first one runs. */
    int MAX_DOCUMENTS = 100;

    int MAX_DEPTH = 50;
    int MAX_ALIASES = 100;

    /** @param places where its fields stand */
    record Read(JsonNode tree, Places places) implements YamlDocument {}

    /** @param place null if unknown */
    record Refused(String message, @Nullable Place place) implements YamlDocument {}

    /**
     * All documents of a file that are not empty: templates leave behind empty ones and mere comments. At least one; nothing
     * after one that is no YAML.
     */
    static List<YamlDocument> all(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return List.of(new Refused("is " + bytes.length + " bytes long, more than " + MAX_BYTES, null));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return List.of(new Refused("is not UTF-8", null));
        }
        List<YamlDocument> documents = all(text.startsWith("\uFEFF") ? text.substring(1) : text);
        return documents.isEmpty() ? List.of(new Refused("is empty", null)) : documents;
    }

    /** A text of one document, such as a command line's, as a tree; null where it is no such text. */
    static @Nullable JsonNode value(String text) {
        List<YamlDocument> documents = all(text);
        return documents.size() == 1 && documents.getFirst() instanceof Read read ? read.tree() : null;
    }

    private static List<YamlDocument> all(String text) {
        List<YamlDocument> documents = new ArrayList<>();
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        try {
            StreamReader reader = new StreamReader(new StringReader(text));
            Composer composer = new Composer(new ParserImpl(reader, options), new Resolver(), options);
            while (composer.checkNode()) {
                Node node = composer.getNode();
                if (Tag.NULL.equals(node.getTag())) {
                    continue;
                }
                if (documents.size() == MAX_DOCUMENTS) {
                    documents.add(new Refused(
                            "is one more document than the " + MAX_DOCUMENTS + " that a file may hold",
                            Place.of(node.getStartMark())));
                    break;
                }
                documents.add(converted(node));
            }
        } catch (MarkedYAMLException e) {
            documents.add(refused(e));
        } catch (YAMLException e) {
            documents.add(new Refused("cannot be read as YAML: " + e.getMessage(), null));
        }
        return documents;
    }

    private static YamlDocument converted(Node node) {
        YamlTree tree = new YamlTree();
        try {
            return new Read(tree.convert(node), tree.places());
        } catch (Unreadable e) {
            return new Refused(String.valueOf(e.getMessage()), e.place());
        }
    }

    private static Refused refused(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
        return new Refused(e.getProblem() + context, e.getProblemMark() == null ? null : Place.of(e.getProblemMark()));
    }
}
