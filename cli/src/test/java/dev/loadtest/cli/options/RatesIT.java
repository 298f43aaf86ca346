package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rate} and {@code concurrency}: numbers of requests and users, independent of speed. */
class RatesIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            perSecond: 100, duration: 300ms                                                             | 30
            perSecond: 2.5, duration: 1s                                                                | 2
            stages: [{duration: 400ms, perSecond: 100}]                                                 | 20
            startPerSecond: 100, stages: [{duration: 400ms, perSecond: 100}]                            | 40
            startPerSecond: 100, stages: [{duration: 200ms, perSecond: 0}, {duration: 200ms, perSecond: 50}] | 15
            step: true, stages: [{duration: 200ms, perSecond: 100}, {duration: 200ms, perSecond: 50}]   | 30
            """)
    void rateFollowsIntegral(String rate, int requests) {
        TestTarget target = lab.target();

        Finished run =
                lab.run(target, phase("rate: {" + rate + "}"), "--workers", "2").passed();

        assertThat(target.received()).hasSize(requests);
        assertThat(run.tracked().planned()).isEqualTo(requests);
        assertThat(run.totals().unscored().planned()).isZero();
    }

    @Test
    void rateWarmup() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, phase("rate: {perSecond: 100, duration: 200ms, warmup: 300ms}"))
                .passed();

        assertThat(run.tracked().succeeded()).isEqualTo(20);
        assertThat(run.totals().unscored().succeeded()).isEqualTo(30);
        assertThat(target.received()).hasSize(50);
    }

    @Test
    void rateIgnoresSlowTarget() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(600)));

        Finished run = lab.run(target, phase("rate: {perSecond: 100, duration: 200ms}"))
                .passed();

        assertThat(run.tracked().succeeded()).isEqualTo(20);
        assertThat(target.mostUnderWay()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "4, 3"})
    void countedUsers(int users, int workers) {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(10)));

        Finished run = lab.run(
                        target,
                        phase("concurrency: {users: " + users + ", requests: 24}"),
                        "--workers",
                        String.valueOf(workers))
                .passed();

        assertThat(run.tracked().succeeded()).isEqualTo(24);
        assertThat(target.received()).hasSize(24);
        assertThat(target.mostUnderWay()).isLessThanOrEqualTo(users);
    }

    @Test
    void usersStartTogether() {
        // Each user's only answer comes after the end of the schedule: one request for each user.
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(500)));

        Finished run = lab.run(target, phase("concurrency: {users: 6, duration: 200ms}"), "--workers", "4")
                .passed();

        assertThat(target.received()).hasSize(6);
        assertThat(run.tracked().succeeded()).isEqualTo(6);
    }

    @Test
    void usersForDuration() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(5)));

        Finished run = lab.run(target, phase("concurrency: {users: 2, duration: 300ms}"))
                .passed();

        assertThat(run.tracked().sent())
                .isGreaterThan(4)
                .isEqualTo(target.received().size());
        assertThat(run.tracked().planned()).isEqualTo(run.tracked().sent());
    }

    @Test
    void thinkTime() {
        TestTarget target = lab.target();

        lab.run(target, phase("concurrency: {users: 3, duration: 200ms, think: 1h}"))
                .passed();

        assertThat(target.received()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            step: true, stages: [{duration: 200ms, users: 5}]                              | 5
            step: true, stages: [{duration: 100ms, users: 2}, {duration: 100ms, users: 7}] | 7
            stages: [{duration: 100ms, users: 5}, {duration: 200ms, users: 5}]             | 5
            """)
    void userStages(String stages, int users) {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(600)));

        lab.run(target, phase("concurrency: {" + stages + "}"), "--workers", "2")
                .passed();

        assertThat(target.received()).hasSize(users);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users: 5, duration: 1h                             | 5
            step: true, stages: [{duration: 1h, users: 5}]     | 5
            startUsers: 5, stages: [{duration: 1h, users: 5}]  | 5
            stages: [{duration: 1h, users: 5}]                 | 1
            """)
    void stepUpAtOnce(String shape, int users) {
        TestTarget target = lab.target(request -> Answer.silence());

        lab.run(target, "drain: 50ms\nactiveDeadlineSeconds: 1\n" + phase("concurrency: {" + shape + "}"));

        // A ramp's first user starts within its first fifth: twelve minutes later without {@code step}, at once with
        // it.
        assertThat(target.received().size()).isBetween(users == 1 ? 0 : users, users);
    }

    @Test
    void concurrencyWarmup() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(10)));

        Finished run = lab.run(target, phase("concurrency: {users: 2, requests: 10, warmup: 200ms}"))
                .passed();

        assertThat(run.tracked().succeeded()).isEqualTo(10);
        assertThat(run.totals().unscored().succeeded()).isPositive();
        assertThat(target.received().size())
                .isEqualTo(10 + run.totals().unscored().sent());
    }

    private static String phase(String shape) {
        return "requests: [{name: r, path: /}]\nphases: [{name: p, request: r, maxLateness: 10s, " + shape + "}]";
    }
}
