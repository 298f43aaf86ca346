package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU time of the generator by the kernel's sampling: users without think time, and a rate at half of their throughput.
 */
final class ProfileTable {
    private static final double SECONDS = 10;
    private static final String SAMPLED_SECONDS = "6";
    private static final int SHOWN = 12;
    private static final Pattern LINE = Pattern.compile("\\s*([0-9.]+)%\\s+(.+?)\\s+\\[(.)]\\s+(.+)");

    private ProfileTable() {}

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        try (Nginx target = Nginx.start();
                JvmProcess engine = TimeBench.jvm(EngineGenerator.class, target.url("/"), Programs.CONNECTIONS, 1)) {
            Warm users = new Warm("users", engine, "concurrency");
            users.warmUp();
            long rate = Math.round(Warm.capacity(engine, "concurrency") / 2);
            Warm open = new Warm("rate", engine, "rate=" + rate);
            open.warmUp();
            Section section = new Section(
                    "profile: where a request's time goes",
                    "nginx, " + Machine.version("perf", "--version") + ".",
                    neighbours.sentence());
            profile(section, engine, "concurrency", "50 users without think time");
            profile(section, engine, "rate=" + rate, "%,d a second over the same 50 connections".formatted(rate));
            return section.toString();
        }
    }

    private static void profile(Section section, JvmProcess engine, String shape, String name)
            throws IOException, InterruptedException {
        Path data = Files.createTempFile("loadtest-bench", ".perf");
        try {
            engine.tell(shape + " " + SECONDS);
            run(
                    "perf",
                    "record",
                    "-q",
                    "-e",
                    "cpu-clock",
                    "-F",
                    "999",
                    "-p",
                    Long.toString(engine.pid()),
                    "-o",
                    data.toString(),
                    "--",
                    "sleep",
                    SAMPLED_SECONDS);
            String[] answer = engine.await("result ").split(" ");
            run(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(engine.pid()),
                    "Compiler.perfmap");
            String report = run("perf", "report", "-q", "-i", data.toString(), "--sort", "dso,symbol");
            double micros = Double.parseDouble(answer[2]) / Double.parseDouble(answer[1]) / 1e3;
            show(section, name, micros, report);
        } finally {
            Files.deleteIfExists(data);
        }
    }

    private static void show(Section section, String name, double micros, String report) {
        Map<String, Double> groups = new LinkedHashMap<>();
        StringBuilder top = new StringBuilder();
        int shown = 0;
        for (String line : report.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                double share = Double.parseDouble(matcher.group(1));
                String symbol = matcher.group(4).strip().replaceAll("\\s{2,}.*", "");
                groups.merge(group(matcher.group(2), matcher.group(3), symbol), share, Double::sum);
                if (shown++ < SHOWN) {
                    top.append("%.1f %%  %s%n".formatted(share, symbol));
                }
            }
        }
        section.blank().sentence("**%s**: %.1f us of CPU a request.".formatted(name, micros));
        section.columns("where", "share", "us a request");
        groups.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(group -> section.row(
                        group.getKey(),
                        "%.0f %%".formatted(group.getValue()),
                        "%.1f".formatted(micros * group.getValue() / 100)));
        section.blank().sentence("```\n" + top + "```");
    }

    /** Classifies a symbol. */
    private static String group(String file, String mode, String symbol) {
        if (mode.equals("k")) {
            return "kernel: sockets, polling, scheduling";
        }
        if (symbol.contains("dev.loadtest")) {
            return "ours, compiled (what was inlined into it included)";
        }
        if (symbol.contains("io.netty") || symbol.contains("io.vertx") || file.contains("netty")) {
            return "Netty";
        }
        if (symbol.toLowerCase(Locale.ROOT).contains("interpreter") || file.contains("libjvm")) {
            return "the JVM itself: interpreter, compiler, collector";
        }
        return "JDK, C library";
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
