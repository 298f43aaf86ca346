package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import org.junit.jupiter.api.Test;

/** Requests sent again by transports, summed over the workers, are in the results. */
class ResendsTest {
    private static final Shape BURST = new Shape.Burst(4);

    private static RunResult run(Resends first, Resends second) {
        VirtualRun run = new VirtualRun(
                        plan().get("ok").phase(phase("p", "ok").shape(BURST)).build(), 2, 100, answering(10, 200))
                .start();
        run.transports().getFirst().resends(first);
        run.transports().getLast().resends(second);
        return run.finish();
    }

    @Test
    void areNotedInResults() {
        assertThat(run(new Resends(2, 1), new Resends(3, 0)).notes())
                .containsExactly(
                        "1 request was sent once more over a new connection, because the reused one broke before a byte of"
                                + " the response: the target may have received more than the books say.",
                        "5 requests were sent over another connection or stream, because the target had closed or refused"
                                + " the first one unused.");
    }

    @Test
    void requestsForTokensAreNotesToo() {
        RunResult result = new VirtualRun(
                        plan().get("ok").phase(phase("p", "ok").shape(BURST)).build(), 2, 100, answering(10, 200))
                .tokenRequests(new TokenRequests(3, 1))
                .start()
                .finish();

        assertThat(result.notes())
                .containsExactly(
                        "Workers asked for tokens 6 times, 2 of them in vain; these requests are not in the books.");
        assertThat(result.totals().books().scored().sent()).isEqualTo(4);
    }

    @Test
    void noNoteWithoutResends() {
        assertThat(run(Resends.NONE, Resends.NONE).notes()).isEmpty();
    }
}
