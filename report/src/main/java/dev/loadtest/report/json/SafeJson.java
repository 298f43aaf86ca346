package dev.loadtest.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON from untrusted texts and from numbers that may not be finite. */
public final class SafeJson extends JsonGeneratorDelegate {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final UnaryOperator<String> clean;

    private SafeJson(JsonGenerator delegate, UnaryOperator<String> clean) {
        super(delegate);
        this.clean = clean;
    }

    /** Writes to a stream and leaves it open. */
    public static SafeJson to(OutputStream out) throws IOException {
        return new SafeJson(FACTORY.createGenerator(out), CleanText::unicode);
    }

    /** For a script element of a page: nothing can end the element or open a comment; texts are cleaned for display. */
    public static SafeJson forPage(Writer out) throws IOException {
        JsonGenerator generator = FACTORY.createGenerator(out);
        generator.setCharacterEscapes(new PageEscapes());
        return new SafeJson(generator, CleanText::shown);
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        super.writeString(text == null ? null : clean.apply(text));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(clean.apply(name));
    }

    /** A number with at most six decimals; 0 if not finite. */
    public void writeDecimal(String name, double value) throws IOException {
        double finite = Double.isFinite(value) ? value : 0;
        writeNumberField(name, Math.abs(finite) < 1e9 ? Math.round(finite * 1e6) / 1e6 : finite);
    }

    public void writeTexts(String name, Iterable<String> texts) throws IOException {
        writeArrayFieldStart(name);
        for (String text : texts) {
            writeString(text);
        }
        writeEndArray();
    }

    /** Counts sorted by name, so that equal results are equal files. */
    public void writeCounts(String name, Map<?, ? extends Number> counts) throws IOException {
        writeObjectFieldStart(name);
        for (Map.Entry<?, ? extends Number> count : new TreeMap<>(counts).entrySet()) {
            writeNumberField(String.valueOf(count.getKey()), count.getValue().longValue());
        }
        writeEndObject();
    }

    private static final class PageEscapes extends CharacterEscapes {
        private static final int[] ESCAPES = escapes();

        private static int[] escapes() {
            int[] escapes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&'}) {
                escapes[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
            return escapes;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ESCAPES.clone();
        }

        @Override
        public @Nullable SerializedString getEscapeSequence(int c) {
            return null;
        }
    }
}
