package dev.loadtest.engine.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Complete responses a second: complete / (last end - first send). For phases and variants that run in turns, the time
 * is the union of their spans from first send to last end.
 */
public final class Throughput {
    private record Span(long fromMicros, long toMicros) {}

    private long complete;
    private long firstSendMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;

    public void add(Tally tally) {
        complete += tally.complete();
        firstSendMicros = Math.min(firstSendMicros, tally.firstSendMicros());
        lastEndMicros = Math.max(lastEndMicros, tally.lastEndMicros());
    }

    /** 0 without a complete response. */
    public double perSecond() {
        return perSecond(List.of(this));
    }

    /** Throughput of several together, over the union of their times; 0 without a complete response. */
    public static double perSecond(List<Throughput> parts) {
        long complete = 0;
        List<Span> spans = new ArrayList<>();
        for (Throughput part : parts) {
            complete += part.complete;
            if (part.complete > 0) {
                spans.add(new Span(part.firstSendMicros, part.lastEndMicros));
            }
        }
        // A response within the same microsecond occurs only with a virtual clock; it counts as one microsecond.
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
