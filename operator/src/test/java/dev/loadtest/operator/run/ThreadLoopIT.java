package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run's loop on its own thread. */
@Timeout(30)
class ThreadLoopIT {
    @Test
    void closedLoopDropsTasks() throws InterruptedException {
        ThreadLoop loop = new ThreadLoop("test");
        CountDownLatch ran = new CountDownLatch(2);
        loop.at(loop.nanos() + 1_000_000, ran::countDown);
        loop.execute(ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        loop.close();
        loop.execute(() -> {
            throw new AssertionError("it ran");
        });
        loop.at(0, () -> {
                    throw new AssertionError("it ran");
                })
                .cancel();
        assertThat(loop.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }
}
