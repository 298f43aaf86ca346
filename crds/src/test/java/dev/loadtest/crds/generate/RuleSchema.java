package dev.loadtest.crds.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the CRD's CEL rules about which fields stand together into JSON schema: {@code has(self.field)} with {@code !},
 * {@code &&}, {@code ||}, {@code ==}, {@code !=}, {@code ?:}, and how many of a list hold. A descent over the rule's words:
 *
 * <pre>
 * either  = both ["?" either ":" either]
 * both    = and {"||" and}
 * and     = equal {"&&" equal}
 * equal   = one [("==" | "!=") one]
 * one     = "!" one | "(" either ")" | has | "[" either {"," either} "]" count
 * </pre>
 */
final class RuleSchema {
    private static final Pattern WORD = Pattern.compile(
            "\\s*(has\\(self\\.\\w+\\)|\\]\\.filter\\(x, x\\)\\.size\\(\\) (?:==|<=) 1|\\|\\||&&|==|!=|[!()\\[,?:]|.+)");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<String> words = new ArrayList<>();
    private int next;

    private RuleSchema(String rule) {
        Matcher word = WORD.matcher(rule);
        while (word.lookingAt()) {
            words.add(word.group(1));
            word.region(word.end(), rule.length());
        }
    }

    /** The rule says more than which fields stand together. */
    private static final class Untranslatable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Empty for a rule about the fields' values. */
    static Optional<ObjectNode> of(String rule) {
        RuleSchema parser = new RuleSchema(rule);
        try {
            ObjectNode schema = parser.either();
            return parser.next == parser.words.size() ? Optional.of(schema) : Optional.empty();
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    static ObjectNode required(String field) {
        ObjectNode required = JSON.objectNode();
        required.putArray("required").add(field);
        return required;
    }

    private boolean take(String word) {
        boolean there = next < words.size() && words.get(next).equals(word);
        next += there ? 1 : 0;
        return there;
    }

    private ObjectNode either() {
        ObjectNode condition = both();
        if (!take("?")) {
            return condition;
        }
        ObjectNode choice = JSON.objectNode();
        choice.set("if", condition);
        choice.set("then", either());
        expect(":");
        return choice.set("else", either());
    }

    private ObjectNode both() {
        List<ObjectNode> parts = new ArrayList<>(List.of(and()));
        while (take("||")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : of("anyOf", parts);
    }

    private ObjectNode and() {
        List<ObjectNode> parts = new ArrayList<>(List.of(equal()));
        while (take("&&")) {
            parts.add(equal());
        }
        return parts.size() == 1 ? parts.getFirst() : of("allOf", parts);
    }

    private ObjectNode equal() {
        ObjectNode left = one();
        if (take("!=")) {
            return of("oneOf", List.of(left, one()));
        }
        if (take("==")) {
            ObjectNode right = one();
            return of("oneOf", List.of(of("allOf", List.of(left, right)), none(List.of(left, right))));
        }
        return left;
    }

    private ObjectNode one() {
        if (take("!")) {
            return JSON.objectNode().set("not", one());
        }
        if (take("(")) {
            ObjectNode inner = either();
            expect(")");
            return inner;
        }
        if (take("[")) {
            return counted();
        }
        String word = next < words.size() ? words.get(next++) : "";
        if (!word.startsWith("has(self.")) {
            throw new Untranslatable();
        }
        return required(word.substring("has(self.".length(), word.length() - 1));
    }

    private ObjectNode counted() {
        List<ObjectNode> parts = new ArrayList<>();
        do {
            parts.add(either());
        } while (take(","));
        if (take("].filter(x, x).size() == 1")) {
            return of("oneOf", parts);
        }
        expect("].filter(x, x).size() <= 1");
        parts.add(none(List.copyOf(parts)));
        return of("oneOf", parts);
    }

    private void expect(String word) {
        if (!take(word)) {
            throw new Untranslatable();
        }
    }

    private static ObjectNode none(List<ObjectNode> parts) {
        return JSON.objectNode().set("not", of("anyOf", parts));
    }

    private static ObjectNode of(String keyword, List<ObjectNode> parts) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode all = schema.putArray(keyword);
        // Copied, as a part may stand in a schema twice.
        parts.forEach(part -> all.add(part.deepCopy()));
        return schema;
    }
}
