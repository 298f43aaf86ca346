package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No shape, {@code burst}, {@code until}, and {@code mix} with its weights. */
class ShapesIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void singleRequest() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, "requests: [{name: r, path: /}]\nphases: [{name: p, request: r}]")
                .passed();

        assertThat(target.received()).hasSize(1);
        assertThat(run.tracked().succeeded()).isEqualTo(1);
        assertThat(run.totals().sent()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void burst(int workers) {
        TestTarget target = lab.target();

        Finished run =
                lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 50}, maxLateness: 10s}]
                """, "--workers", String.valueOf(workers)).passed();

        assertThat(target.received()).hasSize(50);
        assertThat(run.tracked().succeeded()).isEqualTo(50);
        assertThat(run.results().path("workers").asInt()).isEqualTo(workers);
    }

    @Test
    void burstIsConcurrent() {
        AtomicInteger arrived = new AtomicInteger();
        TestTarget target = lab.target(request -> {
            arrived.incrementAndGet();
            // A client that waited for an answer before the next request would time out here.
            return line -> {
                line.await(() -> arrived.get() >= 20);
                return Answer.ok().write(line);
            };
        });

        lab.run(target, """
                requests: [{name: r, path: /, timeout: 5s}]
                phases: [{name: p, request: r, burst: {requests: 20}, maxLateness: 10s}]
                """).passed();

        assertThat(target.mostUnderWay()).isEqualTo(20);
    }

    @Test
    void untilSucceeds() {
        AtomicInteger tries = new AtomicInteger();
        TestTarget target = lab.target(request -> Answer.status(tries.incrementAndGet() < 4 ? 503 : 200));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, until: {timeout: 20s, interval: 10ms}}]
                """).passed();

        assertThat(target.received()).hasSize(4);
        assertThat(run.tracked().sent()).isEqualTo(1);
        assertThat(run.tracked().succeeded()).isEqualTo(1);
        assertThat(run.totals().unscored().sent()).isEqualTo(3);
        assertThat(run.totals().unscored().unexpected()).isEqualTo(3);
    }

    @Test
    void untilTimesOut() {
        TestTarget target = lab.target(request -> Answer.status(503));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, until: {timeout: 300ms, interval: 50ms}}]
                """).failed();

        assertThat(run.tracked().unexpected()).isEqualTo(1);
        assertThat(run.totals().unscored().unexpected())
                .isEqualTo(target.received().size() - 1)
                .isPositive();
        assertThat(run.reason("p")).startsWith("no success within 300ms").contains("status 503");
    }

    @Test
    void untilInterval() {
        AtomicInteger tries = new AtomicInteger();
        TestTarget target = lab.target(request -> Answer.status(tries.incrementAndGet() < 2 ? 503 : 200));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, until: {timeout: 400ms, interval: 1h}}]
                """).failed();

        assertThat(target.received()).hasSize(1);
        assertThat(run.tracked().sent()).isEqualTo(1);
    }

    @Test
    void mixByWeight() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, """
                seed: 5
                requests: [{name: often, path: /often}, {name: usual, path: /usual}, {name: never, path: /never}]
                phases:
                - name: p
                  mix: [{request: often, weight: 8}, {request: usual}, {request: never, weight: 0.000001}]
                  burst: {requests: 180}
                  maxLateness: 10s
                """).passed();

        // Expected are 160 and 20; the seed is fixed, so the result never varies.
        assertThat(target.received("/often")).hasSizeBetween(140, 175);
        assertThat(target.received("/usual")).hasSizeBetween(5, 40);
        assertThat(target.received("/never")).isEmpty();
        assertThat(run.phase("p").request("often").sent())
                .isEqualTo(target.received("/often").size());
        assertThat(run.phase("p").request("usual").sent())
                .isEqualTo(target.received("/usual").size());
    }
}
