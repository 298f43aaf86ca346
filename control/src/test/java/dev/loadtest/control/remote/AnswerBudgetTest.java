package dev.loadtest.control.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.seal.BadMessageException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswerBudgetTest {
    /** 100 bytes of concurrent answers and 400 bytes kept. */
    private final AnswerBudget budget = new AnswerBudget(800);

    @Test
    void concurrentAnswersWithinBudget() throws Exception {
        assertThat(budget.longest()).isEqualTo(100);
        AnswerBudget.Taken first = budget.take(60, 1);
        assertThatThrownBy(() -> budget.take(60, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("no room beside the other answers of the run");
        budget.take(40, 1).close();
        first.close();
        budget.take(-1, 1).close();
        assertThatThrownBy(() -> budget.take(101, 1)).isInstanceOf(BadMessageException.class);
    }

    @Test
    void keptAnswersAreBounded() throws Exception {
        for (int time = 0; time < 10; time++) {
            budget.keep("a", 100);
            budget.keep("b", 50);
            budget.keep("b", 100);
            budget.keep("c", 100);
            budget.keep("d", 100);
        }
        assertThatThrownBy(() -> budget.keep("e", 1))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("exceed the 400 bytes that the operator can keep");
        budget.forget("a");
        budget.forget("a");
        budget.keep("e", 100);
    }
}
