package dev.loadtest.engine.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Complete responses a second: complete / (last end - first send). Of what ran in turns, as
 * phases and variants do, the time is that in which any of it ran, each from its own first send to its own last end.
 */
final class Throughput {
    private record Span(long fromMicros, long toMicros) {}

    private long complete;
    private long firstSendMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;

    void add(Tally tally) {
        complete += tally.complete();
        firstSendMicros = Math.min(firstSendMicros, tally.firstSendMicros());
        lastEndMicros = Math.max(lastEndMicros, tally.lastEndMicros());
    }

    /** 0 without a complete response. */
    double perSecond() {
        return perSecond(List.of(this));
    }

    /** The throughput of several together, over the time in which any of them ran; 0 without a complete response. */
    static double perSecond(List<Throughput> parts) {
        long complete = 0;
        List<Span> spans = new ArrayList<>();
        for (Throughput part : parts) {
            complete += part.complete;
            if (part.complete > 0) {
                spans.add(new Span(part.firstSendMicros, part.lastEndMicros));
            }
        }
        // A response within the same microsecond is possible on a virtual clock only; it still took some time.
        return complete == 0 ? 0 : complete * 1e6 / Math.max(1, covered(spans));
    }

    private static long covered(List<Span> spans) {
        long covered = 0;
        long end = Long.MIN_VALUE;
        for (Span span : spans.stream()
                .sorted(Comparator.comparingLong(Span::fromMicros))
                .toList()) {
            long from = Math.max(span.fromMicros(), end);
            covered += Math.max(0, span.toMicros() - from);
            end = Math.max(end, span.toMicros());
        }
        return covered;
    }
}
