package dev.loadtest.operator.decide;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.validate.Validated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do next about a LoadTest. Each is done at most once a reconciliation, and doing it twice does no harm. */
public sealed interface Decision {

    /** Nothing more will ever be done about it. */
    record Rest() implements Decision {}

    /** It was deleted: its load ends at once. */
    record Forget() implements Decision {}

    /** It cannot be run as it is; looked at again now and then, since what it refers to may appear. */
    record Refuse(List<Problem> problems) implements Decision {
        public Refuse {
            problems = List.copyOf(problems);
        }
    }

    /** Not before there is room for it, or before it is resumed. */
    record Hold(Why why, String reason) implements Decision {
        /** What is waited for. */
        public enum Why {
            SUSPENDED,
            TOO_MANY_RUNS,
            TOO_MANY_IN_NAMESPACE
        }
    }

    /** Start it: write down generation and seed, guarded by the resourceVersion that was seen. */
    record Claim(Validated.Runnable runnable) implements Decision {}

    /**
     * Write down the SHA-256 of the plan that is to be made, where the claim could not or the inputs have changed since: a
     * plan object is used only where the status names its content.
     */
    record PinPlan(Validated.Runnable runnable) implements Decision {}

    /**
     * Make the objects of a claimed run that are missing, the plan first.
     *
     * @param obstacle why one of them could not be made this time
     */
    record CreateObjects(Validated.Runnable runnable, Optional<String> obstacle) implements Decision {
        public CreateObjects(Validated.Runnable runnable) {
            this(runnable, Optional.empty());
        }
    }

    /** Ask a worker for the files of volumes, which the plan pins. */
    record ListFiles(Validated.Runnable runnable) implements Decision {}

    /** Workers are coming up. */
    record AwaitWorkers(Validated.Runnable runnable, String reason) implements Decision {}

    /** All workers are ready: begin; a suspended run stands still before its first request. */
    record RunCoordinator(Validated.Runnable runnable) implements Decision {}

    /** The run was under way, and nobody drives it here: go on from its checkpoint. */
    record TakeOver(Validated.Runnable runnable) implements Decision {}

    /** The run is under way; only its status is written. */
    record Watch(RunSnapshot run) implements Decision {}

    /** Let the schedule's clock stand still. */
    record Suspend(RunSnapshot run) implements Decision {}

    /** Let it go on. */
    record Resume(RunSnapshot run) implements Decision {}

    /** It is to go on, and waits for a place, since it gave its own back. */
    record Queue(RunSnapshot run, String reason) implements Decision {}

    /** End the run now. */
    record Stop(RunSnapshot run, String reason) implements Decision {}

    /**
     * The run has ended: store its results, then say so.
     *
     * @param notes what is to be said besides the result's own message
     * @param unstored why the results cannot be stored; then the verdict is Error
     */
    record Finish(RunResult result, List<String> notes, Optional<String> unstored) implements Decision {
        public Finish {
            notes = List.copyOf(notes);
        }

        public Verdict verdict() {
            return unstored.isPresent() ? Verdict.ERROR : result.verdict();
        }

        public String message() {
            return Stream.of(unstored.stream(), Stream.of(result.message()), notes.stream())
                    .flatMap(said -> said)
                    .filter(said -> !said.isEmpty())
                    .collect(Collectors.joining("; "));
        }
    }

    /** The run ends without results. */
    record Conclude(Verdict verdict, String reason) implements Decision {}

    /** The end is written down: the workers may go. */
    record RemoveWorkers() implements Decision {}

    /** Kept until its time is over. */
    record Keep(Duration left) implements Decision {}

    /** Its time is over: delete the LoadTest. */
    record CleanUpAfterTtl() implements Decision {}
}
