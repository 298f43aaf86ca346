package dev.loadtest.control.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void numbersAreAcceptedOnceInAnyOrder() {
        Random random = new Random(7);
        for (long from = 1; from < 100_000; from += ReplayWindow.WIDTH / 2) {
            List<Long> numbers = new ArrayList<>(LongStream.range(from, from + ReplayWindow.WIDTH / 2)
                    .boxed()
                    .toList());
            Collections.shuffle(numbers, random);
            assertThat(numbers).allMatch(window::take);
            assertThat(numbers).noneMatch(window::take);
        }
    }

    @Test
    void olderThanWindowIsRefused() {
        assertThat(window.take(ReplayWindow.WIDTH + 7)).isTrue();
        assertThat(window.take(8)).isTrue();
        assertThat(window.take(7)).isFalse();
        assertThat(window.take(999_999_999_999_999_999L)).isTrue();
        assertThat(window.take(ReplayWindow.WIDTH + 8)).isFalse();
        assertThat(window.take(999_999_999_999_999_998L)).isTrue();
    }
}
