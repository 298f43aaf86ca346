package dev.loadtest.control.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionBoundTest {
    private final ConnectionBound<String> bound = new ConnectionBound<>(3);

    @Test
    void roomLeft() {
        assertThat(bound.add("a", "a1")).isEmpty();
        assertThat(bound.add("a", "a2")).isEmpty();
        assertThat(bound.add("b", "b1")).isEmpty();
        assertThat(bound.size()).isEqualTo(3);
    }

    @Test
    void oldestOfBusiestAddressIsDisplaced() {
        bound.add("b", "b1");
        bound.add("a", "a1");
        bound.add("a", "a2");

        assertThat(bound.add("c", "c1")).contains("a1");
        assertThat(bound.size()).isEqualTo(3);
    }

    @Test
    void floodDisplacesItself() {
        bound.add("b", "b1");
        bound.add("a", "a1");
        bound.add("a", "a2");
        for (int i = 3; i < 1_000; i++) {
            assertThat(bound.add("a", "a" + i)).contains("a" + (i - 2));
        }
        assertThat(bound.size()).isEqualTo(3);
    }

    @Test
    void removalFreesOnce() {
        bound.add("a", "a1");
        bound.add("a", "a2");
        bound.remove("a", "a1");
        bound.remove("a", "a1");
        bound.remove("z", "a2");

        assertThat(bound.size()).isEqualTo(1);
        assertThat(bound.add("a", "a3")).isEmpty();
        assertThat(bound.add("a", "a4")).isEmpty();
        assertThat(bound.add("a", "a5")).contains("a2");
    }

    @Test
    void zeroIsRefused() {
        assertThatThrownBy(() -> new ConnectionBound<>(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
