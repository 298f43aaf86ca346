package dev.loadtest.control.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The queries of the chart's dashboard for Grafana. */
public final class Dashboard {
    private Dashboard() {}

    /**
     * A query as Grafana sends it.
     *
     * @param row the title of the row that the panel is in
     */
    public record Query(String row, String panel, String expr) {}

    /**
     * All queries, with values for the variables.
     *
     * @param file the dashboard's JSON
     */
    public static List<Query> queries(Path file, String namespace, String loadTest) throws IOException {
        List<Query> queries = new ArrayList<>();
        String row = "";
        for (JsonNode panel : new JsonMapper().readTree(Files.readString(file)).path("panels")) {
            String title = panel.path("title").asText();
            row = panel.path("type").asText().equals("row") ? title : row;
            for (JsonNode target : panel.path("targets")) {
                String expr = target.path("expr")
                        .asText()
                        .replace("$namespace", namespace)
                        .replace("$loadtest", loadTest)
                        .replace("$__rate_interval", "1m");
                queries.add(new Query(row, title, expr));
            }
        }
        return queries;
    }
}
