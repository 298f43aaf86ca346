package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackTokensTest {
    private static final UserSchedule DIP = UserSchedule.of(new Shape.TimedUsers(
            0,
            List.of(
                    new Shape.UserStage(Duration.ofSeconds(10), 5),
                    new Shape.UserStage(Duration.ofSeconds(10), 1),
                    new Shape.UserStage(Duration.ofSeconds(10), 8)),
            false,
            Duration.ZERO,
            Duration.ZERO));

    @Test
    void oneTokenPerSliceForActiveUser() {
        for (int seed = 0; seed < 200; seed++) {
            int tracked = 1 + seed % 60;
            TrackTokens tokens = TrackTokens.of(tracked, DIP, Randomness.key(seed));
            List<Long> all = new ArrayList<>();
            for (int user = 0; user < DIP.users(); user++) {
                for (long due : tokens.dueNanos(user)) {
                    assertThat(DIP.spans(user)).anyMatch(s -> s.fromNanos() <= due && due < s.toNanos());
                    all.add(due);
                }
                assertThat(tokens.dueNanos(user)).isSorted();
            }
            Collections.sort(all);
            assertThat(all).hasSize(tracked);
            for (int j = 0; j < tracked; j++) {
                assertThat(all.get(j) * tracked / 30_000_000_000L).isEqualTo(j);
            }
        }
    }

    @Test
    void spreadOverActiveUsers() {
        UserSchedule four = UserSchedule.of(new Shape.TimedUsers(
                4, List.of(new Shape.UserStage(Duration.ofSeconds(10), 4)), false, Duration.ZERO, Duration.ZERO));
        TrackTokens tokens = TrackTokens.of(40_000, four, Randomness.key(1));
        long[] counts = new long[4];
        for (int user = 0; user < 4; user++) {
            counts[user] = tokens.dueNanos(user).length;
        }
        assertThat(ChiSquare.of(counts, new double[] {10_000, 10_000, 10_000, 10_000}))
                .isLessThan(ChiSquare.bound(3));
    }

    @Test
    void waitsForFirstActiveUser() {
        UserSchedule late = UserSchedule.of(new Shape.TimedUsers(
                0,
                List.of(new Shape.UserStage(Duration.ofSeconds(10), 0), new Shape.UserStage(Duration.ofSeconds(10), 3)),
                true,
                Duration.ZERO,
                Duration.ZERO));
        TrackTokens tokens = TrackTokens.of(2, late, Randomness.key(1));
        assertThat(tokens.dueNanos(0)[0]).isLessThan(10_000_000_000L);
    }

    @Test
    void noUsersHaveNoTokens() {
        UserSchedule empty = UserSchedule.of(new Shape.TimedUsers(
                0, List.of(new Shape.UserStage(Duration.ofSeconds(1), 0)), false, Duration.ZERO, Duration.ZERO));
        assertThat(TrackTokens.of(5, empty, 1).dueNanos(0)).isEmpty();
    }
}
