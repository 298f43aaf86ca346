package dev.loadtest.cli.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Draws texts and JSON that break what is careless with them, the same of one seed. */
final class HostileTexts {
    private static final List<String> PIECES = List.of(
            "",
            "a",
            "token",
            "id",
            ": ",
            " #",
            "\n",
            "\r\n",
            "\t",
            "- ",
            "? ",
            "|",
            ">",
            "&a",
            "*a",
            "!!int",
            "%",
            "%2F",
            "%zz",
            "@",
            "`",
            "{",
            "}",
            "[",
            "]",
            ",",
            "'",
            "\"",
            "\\",
            "\\n",
            "---",
            "...",
            "<<",
            "${",
            "${env:HOME}",
            "$${x}",
            "}",
            "null",
            "true",
            "No",
            "~",
            "1e5",
            "0x1f",
            "1_000",
            "2026-01-15",
            "\u0000",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\ufffe",
            "\ud83d",
            "\ude80",
            "🚀",
            "ü",
            "注文",
            "e\u0301",
            "/",
            "//",
            "..",
            "/../",
            "?",
            "=",
            "&",
            ";",
            "eyJhbGciOiJI.eyJzdWIiOiIx.abc",
            "password",
            "x".repeat(300),
            " ");

    private final Random random;

    HostileTexts(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(of(PIECES));
        }
        return text.toString();
    }

    JsonNode json(int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300));
            case 4 -> json.numberNode(new java.math.BigInteger(200, random));
            case 5, 6 -> json.textNode(text());
            case 7 -> {
                ArrayNode array = json.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(json(depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = json.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(), json(depth + 1));
                }
                yield object;
            }
        };
    }
}
