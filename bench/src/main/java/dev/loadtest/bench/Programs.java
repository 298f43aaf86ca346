package dev.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Other generators, each with 50 connections at full speed; those not installed are listed as missing. */
final class Programs {
    static final int CONNECTIONS = 50;

    private static final String K6 = """
            import http from 'k6/http';
            export const options = { vus: %d, duration: '@SECONDS@s', discardResponseBodies: true, summaryMode: 'disabled' };
            export default function () { http.get('%s'); }
            export function handleSummary(data) { return { stdout: 'requests ' + data.metrics.http_reqs.values.count + '\\n' }; }
            """;

    private final Path tools;
    private final List<String> missing = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();

    /** @param tools directory of the Go programs */
    Programs(Path tools) {
        this.tools = tools;
    }

    List<Contender> all(String url) throws InterruptedException, IOException {
        List<Contender> contenders = new ArrayList<>(wrk(url));
        if (found("hey", "hey 0.1.4")) {
            contenders.add(new Command(
                    "hey",
                    tool("hey") + " -z @SECONDS@s -c " + CONNECTIONS + " " + url,
                    "",
                    Pattern.compile("\\[200]\\s+(\\d+) responses")));
        }
        if (found("vegeta", "vegeta 12.13.0")) {
            String attack = "echo 'GET " + url + "' | " + tool("vegeta") + " attack -rate 0 -max-workers " + CONNECTIONS
                    + " -workers " + CONNECTIONS + " -connections " + CONNECTIONS + " -duration @SECONDS@s";
            String results =
                    "/tmp/loadtest-bench-vegeta." + ProcessHandle.current().pid();
            contenders.add(new Command(
                    "vegeta",
                    attack + " > " + results,
                    tool("vegeta") + " report " + results + "; rm " + results,
                    Pattern.compile("Status Codes.*200:(\\d+)")));
        }
        if (found("k6", Machine.version(tool("k6"), "version").replaceAll(" [(].*", ""))) {
            String script = K6.formatted(CONNECTIONS, url);
            contenders.add(new Command(
                    "k6",
                    "echo \"" + script + "\" | " + tool("k6") + " run --quiet -",
                    "",
                    Pattern.compile("requests (\\d+)")));
        }
        return contenders;
    }

    List<Contender> wrk(String url) throws InterruptedException {
        String version = Machine.version("wrk", "-v");
        if (version.isEmpty()) {
            missing.add("wrk");
            return List.of();
        }
        versions.add(version.replaceAll(" .epoll.*", ""));
        return List.of(new Command(
                "wrk", "wrk -t1 -c" + CONNECTIONS + " -d@SECONDS@s " + url, "", Pattern.compile("(\\d+) requests in")));
    }

    /** The compared generators, and the missing ones. */
    String sentence() {
        String compared = String.join(", ", versions);
        return missing.isEmpty() ? compared + "." : compared + ". Missing: " + String.join(", ", missing) + ".";
    }

    void note(String version) {
        versions.add(version);
    }

    void missing(String name) {
        missing.add(name);
    }

    private boolean found(String name, String version) {
        boolean there = Files.isExecutable(tools.resolve(name));
        if (there) {
            versions.add(version);
        } else {
            missing.add(name);
        }
        return there;
    }

    private String tool(String name) {
        return tools.resolve(name).toString();
    }
}
