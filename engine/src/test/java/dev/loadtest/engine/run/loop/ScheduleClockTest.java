package dev.loadtest.engine.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleClockTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final ScheduleClock clock = new ScheduleClock(loop);
    private final long begin = loop.nanos();
    private final List<Long> rang = new ArrayList<>();

    @Test
    void pauseMovesFutureAlarms() {
        clock.at(clock.now() + 100, () -> rang.add(loop.nanos() - begin));

        loop.runUntil(begin + 40);
        clock.pause();
        loop.runUntil(begin + 1_000);
        assertThat(clock.now()).isEqualTo(begin + 40);
        clock.resumeAt(begin + 1_500, () -> {});
        loop.runUntil(begin + 5_000);

        assertThat(rang).containsExactly(1_560L);
        assertThat(clock.toLoop(begin + 100)).isEqualTo(begin + 1_560);
    }

    @Test
    void secondPauseCancelsFutureResume() {
        clock.at(clock.now() + 10, () -> rang.add(loop.nanos()));
        clock.pause();
        clock.resumeAt(begin + 50, () -> rang.add(-1L));
        clock.pause();
        loop.runUntil(begin + 1_000);

        assertThat(rang).isEmpty();
        assertThat(clock.paused()).isTrue();
    }

    @Test
    void cancelledAlarmStaysSilent() {
        ScheduleClock.Alarm alarm = clock.at(clock.now() + 10, () -> rang.add(loop.nanos()));
        clock.pause();
        alarm.cancel();
        clock.resumeAt(begin + 5, () -> {});
        loop.runUntil(begin + 100);

        assertThat(rang).isEmpty();
    }

    @Test
    void alarmSetDuringPause() {
        clock.pause();
        clock.at(clock.now() + 10, () -> rang.add(loop.nanos() - begin));
        loop.runUntil(begin + 100);
        clock.resumeAt(begin + 200, () -> {});
        loop.runUntil(begin + 300);

        assertThat(rang).containsExactly(210L);
    }

    @Test
    void alarmSetAgain() {
        ScheduleClock.Alarm alarm = clock.alarm(() -> rang.add(loop.nanos() - begin));
        clock.at(clock.now() + 25, () -> rang.add(-1L));
        alarm.set(clock.now() + 10);
        alarm.set(clock.now() + 20);
        loop.runUntil(begin + 22);
        assertThat(alarm.isWaiting()).isFalse();

        alarm.set(begin + 40);
        clock.pause();
        loop.runUntil(begin + 50);
        clock.resumeAt(begin + 60, () -> {});
        loop.runUntil(begin + 200);

        assertThat(rang).containsExactly(20L, -1L, 78L);
    }
}
