package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.timeline.Timeline;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A load generator that makes garbage for every request pauses to collect it. */
class AllocationTest {
    private static final int RECORDS = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TallySheet sheet = new TallySheet();
    private final Timeline timeline = new Timeline(2);
    private final BlockSheet blocks = new BlockSheet();

    @Test
    void recordingARequestAllocatesNothing() {
        record(RECORDS / 10);

        long before = threads.getCurrentThreadAllocatedBytes();
        record(RECORDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // One object a record would be 16 MB; the compiler may make one or two of its own when it changes its mind.
        assertThat(allocated).isLessThan(RECORDS / 100);
        assertThat(sheet.complete(Kind.TRACKED)).isEqualTo(RECORDS + RECORDS / 10);
    }

    private void record(int n) {
        for (int i = 0; i < n; i++) {
            long latency = 1_000L * (i % 100_000) * (i % 7);
            Tally tally = sheet.tally("health", Kind.TRACKED);
            tally.addPlanned(1);
            tally.sent(i % 1_000_000, i % 1_000, i % 3, false);
            timeline.sent(i % 2, i % 1_000_000);
            Block block = blocks.row("health", Kind.TRACKED).at(i & 1);
            block.sent();
            block.ended(i % 5 == 0, latency);
            tally.completed(i % 5 != 0, i % 5 == 0 ? 500 : 200, i % 1_000_000, latency, latency / 2);
            timeline.connected(i % 2, i % 1_000_000);
            timeline.ended(i % 2, i % 1_000_000, i % 5 == 0 ? Timeline.cause(500 + i % 20) : "", latency);
        }
    }
}
