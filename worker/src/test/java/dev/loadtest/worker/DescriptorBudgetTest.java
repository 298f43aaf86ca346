package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorBudgetTest {

    @Test
    void reserveForResults() {
        assertThat(DescriptorBudget.of(1024, 60).size()).isEqualTo(1024 - 60 - 64);
        // At most a quarter of a low limit.
        assertThat(DescriptorBudget.of(100, 40).size()).isEqualTo(100 - 40 - 25);
    }

    @Test
    void lowLimitLeavesSome() {
        assertThat(DescriptorBudget.of(50, 50).size()).isEqualTo(1);
    }

    @Test
    void boundedNumber() {
        DescriptorBudget budget = DescriptorBudget.of(1, 0);
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
        budget.giveBack();
        assertThat(budget.take()).isTrue();
    }

    @Test
    void warnsOfTooManyConnections() {
        DescriptorBudget budget = DescriptorBudget.of(100, 40);
        assertThat(budget.warning(new DescriptorNeed(35, 0, 0))).isEmpty();
        assertThat(budget.warning(new DescriptorNeed(36, 0, 0)))
                .contains("36 connections may", "hold 35", "ulimit -n is 100", "spec.target.connections");
    }

    @Test
    void includesUploadedFiles() {
        DescriptorBudget budget = DescriptorBudget.of(100, 40);
        assertThat(budget.warning(new DescriptorNeed(17, 17, 0))).isEmpty();
        assertThat(budget.warning(new DescriptorNeed(18, 18, 0)))
                .contains("18 connections and 18 files for uploads", "hold 35");
    }
}
