package dev.loadtest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Other generators, each with 50 connections at full speed; those not installed are listed as missing. */
final class Programs {
    static final int CONNECTIONS = 50;

    private final Path tools;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> versions = new LinkedHashSet<>();

    /** @param tools directory of the Go programs */
    Programs(Path tools) {
        this.tools = tools;
    }

    List<Contender> all(String url) throws InterruptedException {
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
        return contenders;
    }

    List<Contender> wrk(String url) throws InterruptedException {
        return wrk("wrk", "", url);
    }

    /** wrk with a script, which decides what each request is. */
    List<Contender> wrk(Path script, String url) throws InterruptedException {
        return wrk("wrk, Lua", "-s " + script + " ", url);
    }

    private List<Contender> wrk(String name, String options, String url) throws InterruptedException {
        if (!installed("wrk", "-v", " .epoll.*")) {
            return List.of();
        }
        return List.of(new Command(
                name,
                "wrk -t1 -c" + CONNECTIONS + " -d@SECONDS@s " + options + url,
                "",
                Pattern.compile("(\\d+) requests in")));
    }

    /** h2load, over HTTP/2. */
    List<Contender> h2load(String url, int connections, int streams) throws InterruptedException {
        if (!installed("h2load", "--version", "")) {
            return List.of();
        }
        return List.of(new Command(
                "h2load",
                "h2load -t1 -c" + connections + " -m" + streams + " --duration=@SECONDS@ " + url,
                "",
                Pattern.compile("(\\d+) succeeded")));
    }

    /** openssl's s_time: one connection after the other, a whole handshake and one request on each. */
    List<Contender> handshakes(String authority) throws InterruptedException {
        if (!installed("openssl", "version", " +\\(.*")) {
            return List.of();
        }
        return List.of(new Command(
                "openssl s_time",
                "openssl s_time -new -www / -time @SECONDS@ -connect " + authority,
                "",
                Pattern.compile("(\\d+) connections in \\d+ real seconds")));
    }

    /** @param noise what the version is cut at */
    private boolean installed(String program, String option, String noise) throws InterruptedException {
        String version = Machine.version(program, option);
        if (version.isEmpty()) {
            missing.add(program);
            return false;
        }
        versions.add(version.replaceAll(noise.isEmpty() ? "$" : noise, ""));
        return true;
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
