package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.cli.draft.Text;
import dev.loadtest.cli.draft.Undraftable;
import dev.loadtest.cli.draft.UrlDraft;
import dev.loadtest.cli.draft.UrlDraft.Origin;
import dev.loadtest.crds.syntax.TargetUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an API is, by the first of a document's servers.
 *
 * @param url scheme, host, port and the path of all operations
 */
record Server(String url, List<String> notes) {
    private static final String LOCAL = "http://127.0.0.1:8000";
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

    static Server of(JsonNode root) {
        List<String> notes = new ArrayList<>();
        JsonNode servers = root.path("servers");
        if (servers.size() > 1) {
            notes.add("the document has " + servers.size() + " servers, of which the first is the target");
        }
        JsonNode server = servers.path(0);
        String url = filled(server.path("url").asText("/"), server.path("variables"));
        if (url.startsWith("/")) {
            notes.add("the document does not say where the API is: set spec.target.url, or --target URL");
            url = LOCAL + url;
        }
        try {
            Origin origin = UrlDraft.origin(url);
            String base = origin.url() + Text.path(origin.path()).replaceFirst("/+$", "");
            TargetUrl.parse(base);
            return new Server(base, notes);
        } catch (Undraftable | IllegalArgumentException e) {
            notes.add("the document's server is no URL to send to: set spec.target.url, or --target URL");
            return new Server(LOCAL, notes);
        }
    }

    private static String filled(String template, JsonNode variables) {
        Matcher variable = VARIABLE.matcher(template);
        return variable.replaceAll(found -> Matcher.quoteReplacement(
                variables.path(found.group(1)).path("default").asText("example")));
    }
}
