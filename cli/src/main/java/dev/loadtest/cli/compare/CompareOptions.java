package dev.loadtest.cli.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that compares two runs. */
public final class CompareOptions {
    @Option(
            names = "--limit",
            paramLabel = "LIMIT",
            description = "Such as \"p99{request=draw} <= +5%%\", \"mean <= +20ms\" or \"failures <= +0.5%%\"."
                    + " May be repeated.")
    private List<String> limits = List.of();

    @Option(
            names = "--confidence",
            paramLabel = "PERCENT",
            description = "Of the intervals, from 50 to 99; 95 by default.")
    private double confidence = 95;

    @Option(
            names = "--undecided",
            paramLabel = "pass|fail",
            completionCandidates = Outcomes.class,
            description = "Whether a limit passes or fails if the interval reaches across it; fail by default.")
    private String undecided = "fail";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder for compare.html; by default that of NEW, or loadtest-output/NEW of a LoadTest.")
    private @Nullable Path output;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "table|json",
            completionCandidates = Formats.class,
            description = "What is printed; a table by default.")
    private String format = "table";

    /** For completion in shells. */
    public static final class Outcomes extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Outcomes() {
            super(List.of("pass", "fail"));
        }
    }

    /** For completion in shells. */
    public static final class Formats extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Formats() {
            super(List.of("table", "json"));
        }
    }

    /** Adds a sentence for each option that cannot be used. */
    void check(List<String> problems) {
        if (!(confidence >= 50 && confidence <= 99)) {
            problems.add("--confidence must be from 50 to 99: " + confidence);
        }
        if (!undecided.equals("pass") && !undecided.equals("fail")) {
            problems.add("--undecided must be pass or fail: " + undecided);
        }
        if (!format.equals("table") && !format.equals("json")) {
            problems.add("-o must be table or json: " + format);
        }
    }

    /** The limits; adds a sentence for each that cannot be read. */
    List<DifferenceLimit> limits(List<String> problems) {
        List<DifferenceLimit> parsed = new ArrayList<>();
        for (String limit : limits) {
            try {
                parsed.add(DifferenceLimit.parse(limit));
            } catch (IllegalArgumentException e) {
                problems.add("limit \"" + limit + "\": " + e.getMessage());
            }
        }
        return parsed;
    }

    /** 0 to 1. */
    double confidence() {
        return confidence / 100;
    }

    boolean undecidedPasses() {
        return undecided.equals("pass");
    }

    boolean isJson() {
        return format.equals("json");
    }

    @Nullable
    Path output() {
        return output;
    }
}
