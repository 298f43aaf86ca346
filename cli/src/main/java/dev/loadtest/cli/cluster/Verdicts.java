package dev.loadtest.cli.cluster;

import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.result.Verdict;
import java.util.Objects;

/** The verdict of a status. */
final class Verdicts {
    private Verdicts() {}

    /** Error where it has none. */
    static Verdict of(LoadTestStatus status) {
        return switch (Objects.requireNonNullElse(status.verdict(), LoadTestStatus.Verdict.ERROR)) {
            case PASSED -> Verdict.PASSED;
            case FAILED -> Verdict.FAILED;
            case INVALID -> Verdict.INVALID;
            case ABORTED -> Verdict.ABORTED;
            case ERROR -> Verdict.ERROR;
        };
    }

    static int exit(LoadTestStatus status) {
        return ExitStatus.of(of(status));
    }
}
