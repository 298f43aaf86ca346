package dev.loadtest.cli.compare;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.engine.result.compare.LimitNames;
import dev.loadtest.report.compare.CompareHtml;
import dev.loadtest.report.compare.CompareOutcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare BASE NEW}: whether one run is worse than another of the same plan and seed. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two runs of one manifest and seed, and checks limits on their differences.",
        footer = {
            "",
            "Exit status: 0 every limit is kept, 1 one is broken or undecided, 2 unusable arguments, 3 the runs cannot be"
                    + " compared.",
        })
public final class CompareCommand implements Callable<Integer> {
    private static final String PAGE = "compare.html";

    private final Console console;

    @Parameters(index = "0", paramLabel = "BASE", description = "A results.json, or the folder of a run.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The same of the run that is judged.")
    private Path now = Path.of("");

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
            description = "Whether a limit passes or fails if the interval reaches across it; fail by default.")
    private String undecided = "fail";

    @Option(names = "--output", paramLabel = "DIR", description = "Folder for compare.html; that of NEW by default.")
    private @Nullable Path output;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "table|json",
            description = "What is printed; a table by default.")
    private String format = "table";

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<String> problems = new ArrayList<>();
        checkOptions(problems);
        List<DifferenceLimit> parsed = parse(problems);
        StoredRun ofBase = read(base, problems);
        StoredRun ofNow = read(now, problems);
        if (ofBase != null && ofNow != null) {
            problems.addAll(LimitNames.problems(parsed, ofBase.run(), ofNow.run()));
        }
        if (!problems.isEmpty() || ofBase == null || ofNow == null) {
            problems.forEach(problem -> console.say(OneLine.of(problem)));
            return ExitStatus.UNUSABLE;
        }
        Comparison comparison = Comparison.of(ofBase.run(), ofNow.run(), parsed, confidence / 100);
        print(comparison);
        return write(comparison, output == null ? ofNow.folder() : output)
                ? status(CompareOutcome.of(comparison))
                : ExitStatus.ERROR;
    }

    private void checkOptions(List<String> problems) {
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

    private List<DifferenceLimit> parse(List<String> problems) {
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

    private static @Nullable StoredRun read(Path given, List<String> problems) {
        try {
            return StoredRun.read(given);
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void print(Comparison comparison) throws IOException {
        if (format.equals("json")) {
            console.out().println(CompareJson.of(comparison));
        } else {
            new CompareTable(comparison, console.out()).print();
        }
    }

    private boolean write(Comparison comparison, Path folder) {
        Path page = folder.resolve(PAGE);
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(page))) {
                CompareHtml.write(comparison, base.toString(), now.toString(), out);
            }
            console.say("page: " + OneLine.of(page.toString()));
            return true;
        } catch (IOException e) {
            console.say(
                    "the page cannot be written: " + OneLine.of(String.valueOf(e)) + "; choose a folder with --output");
            return false;
        }
    }

    private int status(CompareOutcome outcome) {
        return switch (outcome) {
            case WITHIN, COMPARED -> ExitStatus.PASSED;
            case BEYOND -> ExitStatus.FAILED;
            case UNDECIDED -> undecided.equals("pass") ? ExitStatus.PASSED : ExitStatus.FAILED;
            case IMPOSSIBLE -> ExitStatus.ERROR;
        };
    }
}
