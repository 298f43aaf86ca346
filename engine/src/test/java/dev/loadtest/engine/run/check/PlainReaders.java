package dev.loadtest.engine.run.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Readers of bodies without a library: gzip, the JDK's regular expressions, and JSON by a function. */
public final class PlainReaders {
    /** Finds nothing in any body. */
    public static final BodyReaders NONE = of((document, pointer) -> new Reading.Nothing("no value"));

    /** Takes the whole body for the value at any pointer. */
    public static final BodyReaders WHOLE_BODY =
            of((document, pointer) -> new Reading.Value(new String(document, StandardCharsets.UTF_8)));

    private PlainReaders() {}

    /** Scans take every value for a text. */
    public static BodyReaders of(JsonValues json) {
        return of(
                json,
                pointers -> document -> new JsonScan.Found(
                        pointers.stream()
                                .map(pointer -> value(json.at(document, pointer)))
                                .toList(),
                        ""));
    }

    static BodyReaders of(JsonValues json, JsonScan.Maker scans) {
        return new BodyReaders(json, scans, regex -> new JdkPattern(Pattern.compile(regex)), PlainReaders::open);
    }

    private static JsonValue value(Reading reading) {
        return switch (reading) {
            case Reading.Value value -> new JsonValue.Text(value.text());
            case Reading.Nothing nothing -> JsonValue.Other.ABSENT;
        };
    }

    private static @Nullable InputStream open(String coding, InputStream coded) throws IOException {
        return coding.equals("gzip") ? new GZIPInputStream(coded) : null;
    }

    private record JdkPattern(Pattern pattern) implements TextPattern {
        @Override
        public int reach() {
            return 1_000;
        }

        @Override
        public boolean matches(String text) {
            return pattern.matcher(text).matches();
        }

        @Override
        public boolean isIn(byte[] text) {
            return matcher(text).find();
        }

        @Override
        public @Nullable String firstGroup(byte[] text) {
            Matcher matcher = matcher(text);
            return matcher.find() ? matcher.group(1) : null;
        }

        private Matcher matcher(byte[] text) {
            return pattern.matcher(new String(text, StandardCharsets.UTF_8));
        }
    }
}
