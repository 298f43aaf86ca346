package dev.loadtest.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.SnapshotDraft;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.Progress;
import dev.loadtest.operator.run.TakeoverFailure;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** LoadTests in every state, as the gates of other tools read them: deploy/check judges the files by those tools' code. */
class GateStatusesTest {
    private static final Path FILES = Path.of("../deploy/check/testdata");
    private static final String COMMAND =
            "mvn -pl operator -am test -Dtest=GateStatusesTest -Dsurefire.failIfNoSpecifiedTests=false -Dloadtest.regenerate=true";

    private static LoadTest after(Observation seen, Decision decision) {
        LoadTest test = seen.test();
        StatusDraft draft = StatusDraft.of(StatusAggregator.status(seen, decision));
        // Gates do not read it, and it changes with every change of a plan's form.
        draft.planSha256 = null;
        test.setStatus(draft.build());
        return test;
    }

    private static Observation unseen(String... spec) {
        LoadTest test = SampleTests.test(spec);
        StatusDraft asTheApiServerDefaultsIt = new StatusDraft();
        asTheApiServerDefaultsIt.observedGeneration = -1L;
        test.setStatus(asTheApiServerDefaultsIt.build());
        return SampleTests.seen(test);
    }

    private static Observation in(State state, String... spec) {
        LoadTestStatus started = Statuses.started(state, SampleTests.NOW.minusSeconds(60));
        return SampleTests.seen(SampleTests.test(started, spec));
    }

    private static LoadTest live(Live.State state) {
        Live live = new Live(state, List.of("health"), 33.4, 1_234, 1_200, 34, 5, 0, 12_345, 0);
        return after(
                in(State.RUNNING),
                new Decision.Watch(SnapshotDraft.begun().live(live).snapshot()));
    }

    private static LoadTest ended(Verdict verdict) {
        return after(in(State.RUNNING), new Decision.Finish(Results.of(verdict, 1, 2, 1), List.of(), Optional.empty()));
    }

    /** Its generation is that of a change which the operator has or has not seen. */
    private static LoadTest changed(LoadTest test, boolean seen) {
        test.getMetadata().setGeneration(2L);
        return seen ? after(SampleTests.seen(test), new Decision.Rest()) : test;
    }

    private static Map<String, LoadTest> loadTests() {
        Map<String, LoadTest> tests = new TreeMap<>();
        tests.put("unseen", unseen().test());
        tests.put("refused", after(unseen(), new Decision.Refuse(List.of(new Problem("spec.target", "is wrong")))));
        tests.put(
                "queued",
                after(unseen(), new Decision.Hold(Decision.Hold.Why.TOO_MANY_RUNS, "waiting for one of 2 runs")));
        tests.put(
                "suspended-before-the-start",
                after(unseen("suspend: true"), new Decision.Hold(Decision.Hold.Why.SUSPENDED, "suspended")));
        tests.put("claimed", after(unseen(), new Decision.Claim(SampleTests.runnable(SampleTests.test("seed: 7")))));
        tests.put(
                "workers-not-ready",
                after(
                        SampleTests.hindered(in(State.STARTING), "Unschedulable: 0/1 nodes are available"),
                        new Decision.AwaitWorkers(
                                SampleTests.runnable(SampleTests.test()), "0 of 1 workers are ready")));
        tests.put("running", live(Live.State.RUNNING));
        tests.put("changed-while-running", changed(live(Live.State.RUNNING), false));
        tests.put("suspended", live(Live.State.SUSPENDED));
        tests.put("draining", live(Live.State.DRAINING));
        tests.put(
                "not-taken-over",
                after(
                        SampleTests.troubled(
                                in(State.RUNNING),
                                new TakeoverFailure(SampleTests.NOW, SampleTests.NOW, "denied", Progress.NONE)),
                        new Decision.TakeOver(SampleTests.runnable(SampleTests.test()))));
        for (Verdict verdict : Verdict.values()) {
            tests.put(verdict.label().toLowerCase(Locale.ROOT), ended(verdict));
        }
        tests.put(
                "stopped-before-the-start",
                after(unseen("stop: true"), new Decision.Conclude(Verdict.ABORTED, "stop was set")));
        tests.put("changed-after-the-end", changed(ended(Verdict.PASSED), true));
        return tests;
    }

    @Test
    void filesAreCurrent() throws IOException {
        Map<String, LoadTest> tests = loadTests();
        for (Map.Entry<String, LoadTest> test : tests.entrySet()) {
            Path file = FILES.resolve(test.getKey() + ".yaml");
            String yaml = Serialization.asYaml(test.getValue());
            if (Boolean.getBoolean("loadtest.regenerate")) {
                Files.createDirectories(FILES);
                Files.writeString(file, yaml);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s differs from the operator's status; run: %s", file, COMMAND)
                    .isEqualTo(yaml);
        }
        try (Stream<Path> files = Files.list(FILES)) {
            Set<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .collect(Collectors.toSet());
            assertThat(names).isEqualTo(tests.keySet());
        }
    }

    /** Every state and verdict of the API has a file. */
    @Test
    void filesAreComplete() {
        List<LoadTestStatus> statuses =
                loadTests().values().stream().map(LoadTest::getStatus).toList();
        assertThat(statuses).extracting(LoadTestStatus::state).contains(State.values());
        assertThat(statuses).extracting(LoadTestStatus::verdict).contains(LoadTestStatus.Verdict.values());
    }
}
