package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchmanIT {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch looks = new CountDownLatch(6);
    private final CountDownLatch left = new CountDownLatch(2);

    private final class Looked implements Upkeep {
        private final String why;

        private Looked(String why) {
            this.why = why;
        }

        @Override
        public Optional<String> look() {
            looks.countDown();
            if (looks.getCount() > 3) {
                throw new IllegalStateException("the API server is away");
            }
            return why.isEmpty() ? Optional.empty() : Optional.of(why);
        }

        @Override
        public void leave() {
            left.countDown();
            throw new IllegalStateException("the API server is away");
        }
    }

    /** An outage of the API server ends neither the run nor the checks. */
    @Test
    void reportsOnceAndChecksToTheEnd() throws InterruptedException {
        List<Upkeep> objects = List.of(new Looked(""), new Looked("the Job was deleted"));
        Watchman watchman = new Watchman("a", objects, Duration.ofMillis(1), told::add);
        assertThat(told.take()).isEqualTo("the Job was deleted");
        looks.await();
        watchman.close();
        left.await();
        assertThat(told).isEmpty();
    }
}
