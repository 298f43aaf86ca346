package dev.loadtest.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.output.ResultsPath;
import dev.loadtest.engine.run.replay.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a {@code results.json} says of a request: the seed of its run and, of an exemplar, the values drawn for it. */
public record EarlierResults(long seed, JsonNode exemplars) {
    private static final String MASKED = "***";

    /**
     * Reads the {@code results.json} that a path leads to.
     *
     * @throws IOException if it is not the results of a run; the message says why
     */
    public static EarlierResults read(Path given) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readAllBytes(ResultsPath.of(given)));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file, or no results.json in it", e);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.path("schema").asText().startsWith("loadtest.dev/results/")
                || !root.path("seed").isIntegralNumber()) {
            throw new IOException("it is not a results.json");
        }
        return new EarlierResults(root.path("seed").asLong(), root.path("exemplars"));
    }

    /** The values of a request by name, without masked ones; empty for a request that is no exemplar. */
    public Map<String, String> values(String caseId, Place place) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode list : exemplars) {
            for (String which : new String[] {"slowest", "failed"}) {
                for (JsonNode it : list.path(which)) {
                    if (it.path("case").asText().equals(caseId)
                            && it.path("k").asLong() == place.k()
                            && it.path("step").asLong() == place.step()
                            && it.path("attempt").asLong() == place.attempt()) {
                        it.path("values")
                                .properties()
                                .forEach(value -> values.put(
                                        value.getKey(), value.getValue().asText()));
                    }
                }
            }
        }
        values.values().removeIf(MASKED::equals);
        return values;
    }
}
