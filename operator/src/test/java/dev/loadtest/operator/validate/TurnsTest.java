package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2, 100);

    @Test
    void onePerNamespace() {
        assertThat(turns.enter("hostile")).isTrue();
        assertThat(turns.enter("hostile")).isFalse();
        assertThat(turns.enter("shop")).isTrue();
        turns.leave("hostile");
        assertThat(turns.enter("hostile")).isTrue();
    }

    @Test
    void totalBudget() {
        assertThat(turns.enter("a")).isTrue();
        assertThat(turns.enter("b")).isTrue();
        assertThat(turns.admit("a", 60)).isTrue();
        assertThat(turns.admit("b", 41)).isFalse();
        assertThat(turns.admit("b", 40)).isTrue();
        turns.leave("a");
        turns.leave("b");
        assertThat(turns.enter("c")).isTrue();
        assertThat(turns.admit("c", 1_000)).as("alone").isTrue();
    }

    @Test
    void totalNumber() {
        assertThat(turns.enter("a")).isTrue();
        assertThat(turns.enter("b")).isTrue();
        assertThat(turns.enter("c")).isFalse();
        turns.leave("a");
        assertThat(turns.enter("c")).isTrue();
    }
}
