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

/** The next step for a LoadTest. Executed at most once a reconciliation; a repetition is harmless. */
public sealed interface Decision {

    /** Completed: nothing more to do. */
    record Rest() implements Decision {}

    /** Deleted: its load stops at once. */
    record Forget() implements Decision {}

    /** Not runnable as it is; checked again from time to time, since missing references may appear. */
    record Refuse(List<Problem> problems) implements Decision {
        public Refuse {
            problems = List.copyOf(problems);
        }
    }

    /** Waits for a place, or for its resume. */
    record Hold(Why why, String reason) implements Decision {
        /** The awaited event, as a sentence. */
        public enum Why {
            SUSPENDED,
            TOO_MANY_RUNS,
            TOO_MANY_IN_NAMESPACE
        }
    }

    /** Claim: record generation and seed in the status, guarded by the observed resourceVersion. */
    record Claim(Validated.Runnable runnable) implements Decision {}

    /**
     * Record the SHA-256 of the plan before it is created, if the claim could not or the inputs have changed: only a
     * plan whose digest is in the status is used.
     */
    record PinPlan(Validated.Runnable runnable) implements Decision {}

    /**
     * Create the missing objects of a claimed run, the plan first.
     *
     * @param obstacle why one of them could not be created this time
     */
    record CreateObjects(Validated.Runnable runnable, Optional<String> obstacle) implements Decision {
        public CreateObjects(Validated.Runnable runnable) {
            this(runnable, Optional.empty());
        }
    }

    /** Ask a worker to list the volumes' files for the plan. */
    record ListFiles(Validated.Runnable runnable) implements Decision {}

    /** Workers are starting. */
    record AwaitWorkers(Validated.Runnable runnable, String reason) implements Decision {}

    /** All workers are ready: start the coordinator; a suspended run pauses before its first request. */
    record RunCoordinator(Validated.Runnable runnable) implements Decision {}

    /** The run is under way without a coordinator here: continue from its checkpoint. */
    record TakeOver(Validated.Runnable runnable) implements Decision {}

    /** The run is under way; only the status is written. */
    record Watch(RunSnapshot run) implements Decision {}

    /** Pause the schedule. */
    record Suspend(RunSnapshot run) implements Decision {}

    /** Resume the schedule. */
    record Resume(RunSnapshot run) implements Decision {}

    /** To be resumed, but waiting for a place, since its own was given back. */
    record Queue(RunSnapshot run, String reason) implements Decision {}

    /** Stop the run now. */
    record Stop(RunSnapshot run, String reason) implements Decision {}

    /**
     * The run has ended: store its results, then write the verdict.
     *
     * @param notes sentences beside the result's own message
     * @param unstored why the results cannot be stored; the verdict is Error then
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

    /** The verdict is written: remove the workers. */
    record RemoveWorkers() implements Decision {}

    /** Kept until its time to live is over. */
    record Keep(Duration left) implements Decision {}

    /** Its time to live is over: delete the LoadTest. */
    record CleanUpAfterTtl() implements Decision {}
}
