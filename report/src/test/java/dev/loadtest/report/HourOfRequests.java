package dev.loadtest.report;

import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.timeline.OverTimeTable;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** An hour's run of 20 requests in two phases, on two workers, as the engine records it. */
final class HourOfRequests {
    private static final int SECONDS = 3_600;
    private static final int REQUESTS = 20;
    private static final List<String> PHASES = List.of("browse", "buy");

    private HourOfRequests() {}

    static RunResult result() {
        return SampleRuns.plots().withOverTime(overTime());
    }

    private static OverTime overTime() {
        TimelineSeries series = TimelineSeries.of(PHASES.stream()
                .flatMap(phase -> IntStream.range(0, REQUESTS)
                        .mapToObj(i -> new TimelineSeries.Key(phase, "request-number-" + i, "")))
                .toList());
        SplittableRandom random = new SplittableRandom(1);
        List<Timeline> workers = List.of(new Timeline(2 * REQUESTS), new Timeline(2 * REQUESTS));
        for (Timeline worker : workers) {
            worker.shareAmong(workers.size());
            for (long n = 0; n < 400L * SECONDS; n++) {
                long at = n * 2_500;
                int of = random.nextInt(2 * REQUESTS);
                worker.sent(of, at);
                int luck = random.nextInt(400);
                String failure = luck == 0 ? Timeline.TIMEOUT : luck < 3 ? Timeline.cause(500 + luck) : "";
                worker.ended(of, at, failure, (long) (30e6 * Math.exp(random.nextGaussian() * 0.8)));
            }
        }
        return OverTimeTable.of(series, workers, 450, 10_000);
    }
}
