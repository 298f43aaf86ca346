package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk, the fastest load generator there is, for scale. */
final class WrkRun {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern CPU = Pattern.compile("cpu ([0-9.]+) ([0-9.]+)");

    private WrkRun() {}

    /** Requests per CPU second over ten seconds; empty where wrk or bash is not installed. */
    static OptionalDouble perCpuSecond(int port, int connections) throws InterruptedException {
        String script =
                "TIMEFORMAT='cpu %U %S'; time wrk -t1 -c" + connections + " -d10s http://127.0.0.1:" + port + "/";
        try {
            Process wrk = new ProcessBuilder("bash", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher requests = REQUESTS.matcher(output);
            Matcher cpu = CPU.matcher(output);
            if (wrk.waitFor() != 0 || !requests.find() || !cpu.find()) {
                return OptionalDouble.empty();
            }
            double seconds = Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2));
            return OptionalDouble.of(Long.parseLong(requests.group(1)) / seconds);
        } catch (IOException notInstalled) {
            return OptionalDouble.empty();
        }
    }
}
