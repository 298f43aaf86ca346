package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Description of the machine and of program versions. */
final class Machine {
    private Machine() {}

    static String sentence() throws IOException {
        String model;
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        }
        return LocalDate.now() + ", " + Runtime.getRuntime().availableProcessors() + " cores of " + model + ", Linux "
                + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", serial GC.";
    }

    /** First line with a digit of a program's version output; empty if it is not installed. */
    static String version(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.chars().anyMatch(Character::isDigit))
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException notInstalled) {
            return "";
        }
    }
}
