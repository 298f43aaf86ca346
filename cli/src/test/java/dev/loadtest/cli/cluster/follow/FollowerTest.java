package dev.loadtest.cli.cluster.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Printed;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.display.RunDisplay;
import dev.loadtest.cli.display.Screen;
import dev.loadtest.cli.display.TerminalFacts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private final Printed printed = new Printed();
    private final List<Timer> timers = new ArrayList<>();
    private final RunDisplay display = new RunDisplay(new Screen(printed.console(TerminalFacts.PIPE)), () -> {});

    private record Timer(Duration delay, Runnable task) {}

    private Follower follow(ObservedTest test) {
        return Follower.ofNew(test, display, (delay, task) -> timers.add(new Timer(delay, task)));
    }

    /** Lets the time of all timers of this length pass. */
    private void pass(Duration delay) {
        timers.stream().filter(timer -> timer.delay().equals(delay)).toList().forEach(timer -> timer.task()
                .run());
    }

    private static ObservedTest test(Map<String, Object> status) {
        return test("uid-1", status);
    }

    private static ObservedTest test(String uid, Map<String, Object> status) {
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withNewMetadata()
                .withName("plots-x")
                .withNamespace("shop")
                .withUid(uid)
                .endMetadata()
                .build();
        if (!status.isEmpty()) {
            object.setAdditionalProperty("status", status);
        }
        return new ObservedTest(object);
    }

    private static Map<String, Object> refused() {
        return Map.of(
                "state",
                "Pending",
                "message",
                "spec.target.url: no such Service",
                "conditions",
                List.of(Map.of("type", "Stalled", "status", "True", "reason", "InvalidSpec")));
    }

    private static Map<String, Object> running(Object... cases) {
        return Map.of("state", "Running", "progress", "10%", "recentCases", List.of(cases));
    }

    private static Map<String, Object> ended(int number, String id) {
        return Map.of("number", number, "id", id, "outcome", "PASSED", "percent", number);
    }

    private String out() {
        display.close();
        return printed.out();
    }

    private String err() {
        display.close();
        return printed.err();
    }

    @Nested
    class Lines {
        @Test
        void endsWithTheVerdict() {
            Follower follower = follow(test(Map.of()));
            follower.seen(test(running(ended(1, "a"))));
            follower.seen(test(running(ended(1, "a"), ended(2, "b"))));
            assertThat(follower.ended()).isNotDone();
            ObservedTest last = test(Map.of(
                    "state",
                    "Completed",
                    "verdict",
                    "Passed",
                    "completionTime",
                    "2026-01-15T09:30:00Z",
                    "recentCases",
                    List.of(ended(2, "b"), ended(3, "c"))));
            follower.seen(last);
            assertThat(follower.ended()).isCompletedWithValue(new Ended.Finished(last));
            assertThat(out()).isEqualTo("a PASSED [  1%]\nb PASSED [  2%]\nc PASSED [  3%]\n");
        }

        @Test
        void gapIsSaidOnce() {
            Follower follower = follow(test(running(ended(5, "e"))));
            follower.seen(test(running(ended(6, "f"))));
            assertThat(err()).containsOnlyOnce("follow with the results");
        }

        /** A field or a state of a later version is no obstacle. */
        @Test
        void unknownFields() {
            Follower follower =
                    follow(test(Map.of("state", "Pondering", "mood", "good", "recentCases", List.of(ended(1, "a")))));
            assertThat(follower.ended()).isNotDone();
            assertThat(out()).isEqualTo("a PASSED [  1%]\n");
        }
    }

    @Nested
    class Notices {
        @Test
        void messagesOnce() {
            Follower follower =
                    follow(test(Map.of("state", "Starting", "message", "1 of 4 workers \u001B[2Jare ready")));
            follower.seen(test(Map.of("state", "Starting", "message", "1 of 4 workers \u001B[2Jare ready")));
            assertThat(err()).isEqualTo("starting: 1 of 4 workers \uFFFD[2Jare ready\n");
        }

        @Test
        void noOperator() {
            follow(test(Map.of("observedGeneration", -1)));
            pass(Follower.UNSEEN);
            assertThat(err()).contains("no operator has seen it for 20 s").contains("kubectl get pods -A -l");
        }

        @Test
        void operatorWasThere() {
            follow(test(Map.of())).seen(test(Map.of("state", "Pending")));
            pass(Follower.UNSEEN);
            assertThat(err()).isEmpty();
        }

        @Test
        void outageIsSaidOnce() {
            Follower follower = follow(test(running()));
            follower.trouble("Connection refused");
            follower.trouble("Connection refused");
            follower.seen(test(running()));
            assertThat(err().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("cannot be asked now (Connection refused)"),
                            line -> assertThat(line).isEqualTo("the API server answers again"));
        }
    }

    @Nested
    class Ends {
        @Test
        void refusedForAWhile() {
            ObservedTest test = test(refused());
            Follower follower = follow(test);
            assertThat(follower.ended()).isNotDone();
            pass(Follower.REFUSED);
            assertThat(follower.ended())
                    .isCompletedWithValue(new Ended.Refused(test, "spec.target.url: no such Service"));
        }

        /** The first refusal was mended; the second has its own time. */
        @Test
        void mendedInTime() {
            Follower follower = follow(test(refused()));
            follower.seen(test(Map.of("state", "Starting")));
            follower.seen(test(refused()));
            timers.stream()
                    .filter(timer -> timer.delay().equals(Follower.REFUSED))
                    .findFirst()
                    .orElseThrow()
                    .task()
                    .run();
            assertThat(follower.ended()).isNotDone();
        }

        @Test
        void deleted() {
            Follower follower = follow(test(running()));
            follower.gone();
            assertThat(follower.ended()).isCompletedWithValue(new Ended.Gone());
        }

        @Test
        void anotherOfTheSameName() {
            Follower follower = follow(test(running()));
            follower.seen(test("uid-2", running()));
            assertThat(follower.ended()).isCompletedWithValue(new Ended.Gone());
        }
    }
}
