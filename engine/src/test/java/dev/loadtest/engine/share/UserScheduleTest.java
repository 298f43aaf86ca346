package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserScheduleTest {

    @Test
    void constantUsers() {
        UserSchedule schedule = UserSchedule.of(shape(3, false, stage(10, 3), stage(5, 3)));
        assertThat(schedule.users()).isEqualTo(3);
        assertThat(schedule.length()).isEqualTo(Duration.ofSeconds(15));
        for (int user = 0; user < 3; user++) {
            assertThat(schedule.spans(user)).containsExactly(span(0, 15));
        }
        assertThat(schedule.spans(3)).isEmpty();
    }

    @Test
    void rampUpStartsUsersInTurn() {
        UserSchedule schedule = UserSchedule.of(shape(0, false, stage(10, 10), stage(5, 10)));
        for (int user = 0; user < 10; user++) {
            assertThat(schedule.spans(user)).containsExactly(span(user, 15));
        }
    }

    @Test
    void rampDownEndsLastUserFirst() {
        UserSchedule schedule = UserSchedule.of(shape(10, false, stage(10, 0)));
        for (int user = 0; user < 10; user++) {
            assertThat(schedule.spans(user)).containsExactly(span(0, 10 - user));
        }
    }

    @Test
    void usersReturnAfterDip() {
        UserSchedule schedule = UserSchedule.of(shape(0, true, stage(1, 2), stage(1, 1), stage(1, 2), stage(1, 0)));
        assertThat(schedule.spans(0)).containsExactly(span(0, 3));
        assertThat(schedule.spans(1)).containsExactly(span(0, 1), span(2, 3));
        assertThat(schedule.users()).isEqualTo(2);
    }

    @Test
    void startCountsInRampsOnly() {
        assertThat(UserSchedule.of(shape(9, true, stage(1, 2))).users()).isEqualTo(2);
        assertThat(UserSchedule.of(shape(9, false, stage(1, 2))).users()).isEqualTo(9);
        assertThat(UserSchedule.of(shape(9, false, stage(0, 2))).users()).isZero();
    }

    @Test
    void spansSumToIntegral() {
        Random random = new Random(8);
        for (int round = 0; round < 500; round++) {
            Shape.TimedUsers shape = any(random);
            UserSchedule schedule = UserSchedule.of(shape);
            double sum = 0;
            for (int user = 0; user < schedule.users(); user++) {
                List<UserSchedule.Span> spans = schedule.spans(user);
                for (int i = 0; i < spans.size(); i++) {
                    assertThat(spans.get(i).fromNanos()).isLessThan(spans.get(i).toNanos());
                    assertThat(i == 0
                                    || spans.get(i - 1).toNanos() < spans.get(i).fromNanos())
                            .isTrue();
                    sum += (spans.get(i).toNanos() - spans.get(i).fromNanos()) / 1e9;
                }
            }
            assertThat(sum).as("%s", shape).isCloseTo(integral(shape), within(1e-6));
        }
    }

    @Test
    void activeEqualsSpans() {
        Random random = new Random(9);
        for (int round = 0; round < 300; round++) {
            UserSchedule schedule = UserSchedule.of(any(random));
            long nanos = schedule.length().toNanos();
            for (int i = 0; i < 20 && nanos > 0; i++) {
                long at = random.nextLong(nanos);
                long active = 0;
                for (int user = 0; user < schedule.users(); user++) {
                    active += schedule.spans(user).stream().anyMatch(s -> s.fromNanos() <= at && at < s.toNanos())
                            ? 1
                            : 0;
                }
                assertThat(schedule.active(at)).isEqualTo((int) active);
            }
        }
    }

    @Test
    void usersLiveOnOneWorkerEach() {
        for (int hash = -3; hash < 10; hash++) {
            for (int workers = 1; workers < 9; workers++) {
                for (int users = 1; users < 20; users++) {
                    int busy = 0;
                    for (int worker = 0; worker < workers; worker++) {
                        Block block = UserSchedule.usersOf(users, worker, workers, hash);
                        busy += block.size() > 0 ? 1 : 0;
                        for (int user = 0; user < users; user++) {
                            assertThat(UserSchedule.workerOf(user, users, workers, hash) == worker)
                                    .isEqualTo(block.from() <= user && user < block.to());
                        }
                    }
                    assertThat(busy).isEqualTo(UserSchedule.participants(users, workers));
                }
            }
        }
    }

    @Test
    void warmUpUsersOfFirstStage() {
        Duration warmup = Duration.ofSeconds(4);
        Shape.TimedUsers ramp =
                new Shape.TimedUsers(2, List.of(stage(10, 6), stage(10, 50)), false, Duration.ZERO, warmup);
        assertThat(UserSchedule.warmup(ramp).users()).isEqualTo(6);
        assertThat(UserSchedule.warmup(ramp).spans(5)).containsExactly(span(0, 4));
        assertThat(UserSchedule.warmup(new Shape.CountedUsers(7, 100, Duration.ZERO, warmup))
                        .users())
                .isEqualTo(7);
        assertThat(UserSchedule.warmup(shape(3, false, stage(10, 3))).users()).isZero();
    }

    private static Shape.TimedUsers any(Random random) {
        List<Shape.UserStage> stages = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            stages.add(stage(random.nextInt(5), random.nextInt(12)));
        }
        return new Shape.TimedUsers(random.nextInt(12), stages, random.nextBoolean(), Duration.ZERO, Duration.ZERO);
    }

    /** Of the level rounded up: a ramp spends as long above each user it passes, so it is half a user above the mean. */
    private static double integral(Shape.TimedUsers shape) {
        double sum = 0;
        int from = shape.startUsers();
        for (Shape.UserStage stage : shape.stages()) {
            int start = shape.step() ? stage.users() : from;
            double mean = (start + stage.users()) / 2.0 + (start == stage.users() ? 0 : 0.5);
            sum += mean * stage.duration().toSeconds();
            from = stage.users();
        }
        return sum;
    }

    private static Shape.TimedUsers shape(int start, boolean step, Shape.UserStage... stages) {
        return new Shape.TimedUsers(start, List.of(stages), step, Duration.ZERO, Duration.ZERO);
    }

    private static Shape.UserStage stage(int seconds, int users) {
        return new Shape.UserStage(Duration.ofSeconds(seconds), users);
    }

    private static UserSchedule.Span span(int fromSeconds, int toSeconds) {
        return new UserSchedule.Span(fromSeconds * 1_000_000_000L, toSeconds * 1_000_000_000L);
    }
}
