package dev.loadtest.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A late request: due and sent, in nanoseconds of the machine's monotonic clock. */
record LateSend(long dueNanos, long sentNanos) {
    long nanos() {
        return sentNanos - dueNanos;
    }

    static String text(List<LateSend> sends) {
        return sends.stream().map(send -> send.dueNanos + ":" + send.sentNanos).collect(Collectors.joining(","));
    }

    static List<LateSend> parse(String text) {
        return Arrays.stream(text.split(","))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split(":"))
                .map(pair -> new LateSend(Long.parseLong(pair[0]), Long.parseLong(pair[1])))
                .toList();
    }
}
