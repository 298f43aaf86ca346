package dev.loadtest.engine.run.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Trace;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceIdsTest {
    private static final Trace TRACE = new Trace("traceparent", true, "shop 7", "");

    private static TraceIds ids(String caseId, long k, long step, long attempt, boolean warmup) {
        return TraceIds.of(TRACE, caseId, k, step, attempt, warmup);
    }

    @Test
    void headerIsThatOfTraceContext() {
        TraceIds ids = ids("shop", 17, 2, 0, false);

        assertThat(ids.header(true)).isEqualTo("00-" + ids.traceId() + "-" + ids.spanId() + "-01");
        assertThat(ids.header(false)).endsWith("-00").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    /** A request that is made again by a later release has the same trace. */
    @Test
    void idsNeverChange() {
        assertThat(ids("shop", 17, 2, 0, false).header(true))
                .isEqualTo("00-cf13e53eaa16014a6926bdbee883525a-7c5252114954d439-01");
    }

    @Test
    void eachPlaceHasItsOwn() {
        Set<String> traces = new HashSet<>();
        Set<String> spans = new HashSet<>();
        for (String caseId : new String[] {"a", "b"}) {
            for (long place = 0; place < 10_000; place++) {
                TraceIds ids = ids(caseId, place / 100, place / 10 % 10, place % 10 / 2, place % 2 == 1);
                traces.add(ids.traceId());
                spans.add(ids.spanId());
            }
        }

        assertThat(traces).hasSize(20_000);
        assertThat(spans).hasSize(20_000);
    }

    @Test
    void eachRunHasItsOwn() {
        assertThat(TraceIds.of(TRACE.ofRun("4d0e"), "a", 0, 0, 0, false).traceId())
                .isNotEqualTo(ids("a", 0, 0, 0, false).traceId());
    }

    @Test
    void linksNameTheTrace() {
        assertThat(Trace.link("https://traces/${traceId}/spans", "4bf9")).isEqualTo("https://traces/4bf9/spans");
        assertThat(Trace.link("https://traces/${traceId}", "")).isEmpty();
    }
}
