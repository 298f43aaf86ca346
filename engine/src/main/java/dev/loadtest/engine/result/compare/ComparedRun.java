package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import java.util.List;

/**
 * The parts of a run's result that a comparison reads.
 *
 * @param message all reasons of the verdict
 */
public record ComparedRun(String name, long seed, Verdict verdict, String message, List<BlockEntry> blocks) {
    public ComparedRun {
        blocks = List.copyOf(blocks);
    }

    public static ComparedRun of(RunResult result) {
        return new ComparedRun(result.name(), result.seed(), result.verdict(), result.message(), result.blocks());
    }
}
