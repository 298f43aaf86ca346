package dev.loadtest.engine.run.check;

/** What a JSON document has at a pointer. */
public sealed interface JsonValue {

    /** A string. */
    record Text(String text) implements JsonValue {}

    /** @param digits as the document writes it */
    record Number(String digits) implements JsonValue {}

    /** A boolean. */
    record Flag(boolean value) implements JsonValue {}

    /** Everything without a text. */
    enum Other implements JsonValue {
        ABSENT("nothing"),
        NULL("null"),
        OBJECT("an object"),
        ARRAY("an array");

        private final String words;

        Other(String words) {
            this.words = words;
        }

        /** Name in a sentence. */
        String words() {
            return words;
        }
    }
}
