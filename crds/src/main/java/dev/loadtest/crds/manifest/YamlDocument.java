package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

/** The one YAML document of a file that is not empty, as a JSON tree; bounded in size, depth and in what its aliases unfold to. */
final class YamlDocument {
    /** As much as the API server takes. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 100;

    private YamlDocument() {}

    /** What is wrong with a document, where this alone makes reading on pointless. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    static JsonNode parse(byte[] bytes) throws Unreadable {
        if (bytes.length > MAX_BYTES) {
            throw new Unreadable("is " + bytes.length + " bytes long, more than " + MAX_BYTES);
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        try {
            StreamReader reader = new StreamReader(new StringReader(text(bytes)));
            Composer composer = new Composer(new ParserImpl(reader, options), new Resolver(), options);
            Node document = next(composer);
            if (document == null) {
                throw new Unreadable("is empty");
            }
            Node second = next(composer);
            if (second != null) {
                throw new Unreadable(
                        YamlTree.place(second.getStartMark()) + "a second document begins; a file holds one LoadTest");
            }
            return new YamlTree().convert(document);
        } catch (MarkedYAMLException e) {
            throw new Unreadable(sentence(e));
        } catch (YAMLException e) {
            throw new Unreadable("cannot be read as YAML: " + e.getMessage());
        }
    }

    /** The next document that holds something; null after the last. Templates leave behind empty ones and mere comments. */
    private static @Nullable Node next(Composer composer) {
        while (composer.checkNode()) {
            Node document = composer.getNode();
            if (!Tag.NULL.equals(document.getTag())) {
                return document;
            }
        }
        return null;
    }

    private static String text(byte[] bytes) throws Unreadable {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("is not UTF-8");
        }
    }

    private static String sentence(MarkedYAMLException e) {
        String place = e.getProblemMark() == null ? "" : YamlTree.place(e.getProblemMark());
        String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
        return place + e.getProblem() + context;
    }
}
