package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An external program as a generator: started for each round and timed by the shell.
 *
 * @param load the measured command; {@code @SECONDS@} stands for the duration
 * @param after a command that prints the outcome, not measured; may be empty
 * @param count finds the number of responses in the output of both
 */
record Command(String name, String load, String after, Pattern count) implements Contender {
    private static final Pattern TIMES = Pattern.compile("times ([0-9.]+) ([0-9.]+) ([0-9.]+)");

    @Override
    public Measured run(double seconds) throws IOException, InterruptedException {
        String script = "TIMEFORMAT='times %R %U %S'; time { "
                + load.replace("@SECONDS@", Integer.toString((int) Math.ceil(seconds))) + "; }; " + after;
        Process process = new ProcessBuilder(List.of("taskset", "-c", Cores.GENERATOR, "bash", "-c", script))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher times = TIMES.matcher(output);
        Matcher counted = count.matcher(output);
        if (!times.find() || !counted.find() || output.contains("Non-2xx")) {
            throw new IOException(name + " says:\n" + output);
        }
        double system = Double.parseDouble(times.group(3));
        double cpu = Double.parseDouble(times.group(2)) + system;
        return new Measured(Long.parseLong(counted.group(1)), cpu, system, Double.parseDouble(times.group(1)), -1, 0);
    }
}
