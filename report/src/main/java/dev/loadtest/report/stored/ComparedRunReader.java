package dev.loadtest.report.stored;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.report.ResultsJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the fields of {@code results.json} that a comparison needs, and skips all others. The number of values in blocks is
 * bounded: the file is untrusted.
 */
public final class ComparedRunReader {
    private static final JsonMapper JSON = new JsonMapper();
    /** Maximum values in blocks: about five times those of the largest plan. */
    private static final int MAX_TOKENS = 100_000;

    private final Map<String, String> texts = new HashMap<>();
    private final RunBlocks blocks = new RunBlocks();

    private ComparedRunReader() {}

    /**
     * Reads to the end of the stream; the caller bounds its length.
     *
     * @throws IOException if it is not JSON, or no results of this version
     */
    public static ComparedRun read(InputStream in) throws IOException {
        try (JsonParser parser = new Counting(JSON.getFactory().createParser(in))) {
            return new ComparedRunReader().run(parser);
        } catch (JsonProcessingException e) {
            throw new IOException("is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("cannot be read: " + e.getMessage(), e);
        }
    }

    private ComparedRun run(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("is not an object of JSON");
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (field.equals("blocks") && value == JsonToken.START_ARRAY) {
                blocks(parser);
            } else if (value.isScalarValue()) {
                texts.put(field, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (!ResultsJson.SCHEMA.equals(texts.get("schema"))) {
            throw new IOException("is not of the form " + ResultsJson.SCHEMA);
        }
        return new ComparedRun(
                text("name"),
                seed(),
                ResultsReader.labelled(Verdict.values(), Verdict::label, text("verdict")),
                text("message"),
                blocks.entries());
    }

    private long seed() throws IOException {
        String seed = text("seed");
        if (!seed.matches("[0-9]{1,16}")) {
            throw new IOException("has no seed that a run can have");
        }
        return Long.parseLong(seed);
    }

    private void blocks(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            blocks.add(BlocksReader.entry(JSON.readTree(parser)));
        }
    }

    private String text(String field) {
        return texts.getOrDefault(field, "");
    }

    /** Counts the tokens that are read; skipped ones are not counted. */
    private static final class Counting extends JsonParserDelegate {
        private int tokens;

        private Counting(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            if (++tokens > MAX_TOKENS) {
                throw new IOException("has more than " + MAX_TOKENS + " values in its blocks");
            }
            return super.nextToken();
        }
    }
}
