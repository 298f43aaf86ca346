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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Compares two runs as options say: prints the differences, writes the page, and finds the exit status. */
public final class Comparing {
    private static final String PAGE = "compare.html";

    private final Console console;
    private final CompareOptions options;
    private final List<String> problems = new ArrayList<>();
    private final List<DifferenceLimit> limits;

    public Comparing(Console console, CompareOptions options) {
        this.console = console;
        this.options = options;
        options.check(problems);
        limits = options.limits(problems);
    }

    /** Notes that a run cannot be read, to be printed with everything else that is wrong. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    /** Whether anything is wrong with the options. */
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /**
     * Prints what is wrong.
     *
     * @return the exit status
     */
    public int refused() {
        problems.forEach(problem -> console.say(OneLine.of(problem)));
        return ExitStatus.UNUSABLE;
    }

    /**
     * Compares them, unless anything is wrong with the options or the runs.
     *
     * @return the exit status
     */
    public int compare(StoredRun base, StoredRun now) throws IOException {
        if (isOne(base, now)) {
            problem("BASE and NEW are the same run: all of their response times are equal, so that no limit can be"
                    + " broken");
        }
        problems.addAll(LimitNames.problems(limits, base.run(), now.run()));
        if (hasProblems()) {
            return refused();
        }
        Comparison comparison = Comparison.of(base.run(), now.run(), limits, options.confidence());
        if (options.isJson()) {
            console.out().println(CompareJson.of(comparison));
        } else {
            new CompareTable(comparison, console.out()).print();
        }
        Path folder = options.output() == null ? now.folder() : options.output();
        return write(comparison, base.called(), now.called(), folder) ? status(comparison) : ExitStatus.ERROR;
    }

    /** Two runs never have equal times: a gate that compares a run with itself would always pass. */
    private static boolean isOne(StoredRun base, StoredRun now) {
        return !base.run().blocks().isEmpty() && base.run().equals(now.run());
    }

    private boolean write(Comparison comparison, String base, String now, Path folder) {
        Path page = folder.resolve(PAGE);
        Path temporary = folder.resolve("." + PAGE + "." + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                CompareHtml.write(comparison, base, now, out);
            }
            Files.move(temporary, page, StandardCopyOption.REPLACE_EXISTING);
            console.say("page: " + OneLine.of(page.toString()));
            return true;
        } catch (IOException e) {
            console.say(
                    "the page cannot be written: " + OneLine.of(String.valueOf(e)) + "; choose a folder with --output");
            return false;
        } finally {
            delete(temporary);
        }
    }

    private void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            console.say(OneLine.of(temporary + " cannot be removed: " + e.getMessage()));
        }
    }

    /** A limit without any difference never passes: no data is no pass. */
    private int status(Comparison comparison) {
        return switch (CompareOutcome.of(comparison)) {
            case WITHIN, COMPARED -> ExitStatus.PASSED;
            case BEYOND -> ExitStatus.FAILED;
            case UNDECIDED ->
                options.undecidedPasses() && !comparison.lacksDifference() ? ExitStatus.PASSED : ExitStatus.FAILED;
            case IMPOSSIBLE -> ExitStatus.ERROR;
        };
    }
}
