package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tracked} and {@code trackedPercent}: which requests hold a case, fail it, or are only counted. */
class TrackingIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @ParameterizedTest
    @CsvSource({
        "'burst: {requests: 30, tracked: 7}', 7, 23",
        "'burst: {requests: 30, tracked: 0}', 0, 30",
        "'burst: {requests: 30}', 30, 0",
        "'burst: {requests: 30, trackedPercent: 0}', 0, 30",
        "'burst: {requests: 30, trackedPercent: 100}', 30, 0",
        "'rate: {perSecond: 100, duration: 300ms, tracked: 4}', 4, 26",
        "'concurrency: {users: 3, requests: 30, tracked: 9}', 9, 21",
    })
    void trackedCount(String shape, int tracked, int others) {
        TestTarget target = lab.target();

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, maxLateness: 10s, %s}]
                """.formatted(shape), "--workers", "2").passed();

        assertThat(run.tracked().succeeded()).isEqualTo(tracked);
        assertThat(run.totals().fireAndForget().succeeded()).isEqualTo(others);
        assertThat(target.received()).hasSize(tracked + others);
    }

    @Test
    void trackedPercent() {
        String manifest = """
                seed: 3
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, maxLateness: 10s, burst: {requests: 200, trackedPercent: 25}}]
                """;

        long one = lab.run(lab.target(), manifest).passed().tracked().sent();
        long three = lab.run(lab.target(), manifest, "--workers", "3")
                .passed()
                .tracked()
                .sent();

        assertThat(one).isBetween(30L, 70L).isEqualTo(three);
    }

    @Test
    void fireAndForgetHoldsNoCase() {
        CountDownLatch nextCase = new CountDownLatch(1);
        TestTarget target = lab.target(request -> {
            if (request.path().equals("/next")) {
                nextCase.countDown();
                return Answer.ok();
            }
            return line -> {
                // If the case waited for these, the next one would never open this latch.
                line.await(() -> nextCase.getCount() == 0);
                return Answer.status(201).write(line);
            };
        });

        Finished run = lab.run(target, """
                requests: [{name: load, path: /load, timeout: 5s}, {name: next, path: /next}]
                phases:
                - {name: load, request: load, burst: {requests: 8, tracked: 0}, maxLateness: 10s}
                - {name: next, request: next}
                """).passed();

        assertThat(run.item("load").fireAndForget().status(201)).isEqualTo(8);
        assertThat(run.item("next").sent()).isEqualTo(1);
    }

    @Test
    void trackedHoldsCase() {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger answeredBeforeNext = new AtomicInteger();
        TestTarget target = lab.target(request -> {
            if (request.path().equals("/next")) {
                answeredBeforeNext.set(answered.get());
                return Answer.ok();
            }
            return line -> {
                line.pause(Duration.ofMillis(100));
                answered.incrementAndGet();
                return Answer.ok().write(line);
            };
        });

        lab.run(target, """
                requests: [{name: load, path: /load}, {name: next, path: /next}]
                phases:
                - {name: load, request: load, burst: {requests: 8}, maxLateness: 10s}
                - {name: next, request: next}
                """).passed();

        assertThat(answeredBeforeNext).hasValue(8);
    }

    @Test
    void fireAndForgetFailuresFailNoCase() {
        TestTarget target = lab.target(request -> Answer.status(500));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 6, tracked: 0}, maxLateness: 10s}]
                """).passed();

        assertThat(run.totals().fireAndForget().unexpected()).isEqualTo(6);
    }
}
