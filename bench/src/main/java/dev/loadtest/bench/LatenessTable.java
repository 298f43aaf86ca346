package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What delayed the late requests of a rate: the threads that occupied the sender's core between due instant and
 * sending.
 */
final class LatenessTable {
    private static final int ROUNDS = 3;
    private static final double SECONDS = 20;

    private LatenessTable() {}

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        Part sparse;
        try (TinyServerProcess target = TinyServerProcess.start("delay", BiasTable.DELAY_MICROS);
                JvmProcess observer = TimeBench.observer()) {
            TimeBench.warm(observer, target.url(), 50);
            sparse = part(
                    observer,
                    target.url(),
                    BiasTable.CONNECTIONS,
                    BiasTable.PER_SECOND,
                    "as in `bias`: %d a second, to a target that takes 5 ms".formatted(BiasTable.PER_SECOND));
        }
        neighbours.look();
        Part dense;
        try (Nginx target = Nginx.start();
                JvmProcess observer = TimeBench.observer()) {
            double capacity = TimeBench.warm(observer, target.url("/"), PacingTable.CONNECTIONS);
            long rate = Math.round(capacity / 2);
            dense = part(
                    observer,
                    target.url("/"),
                    PacingTable.CONNECTIONS,
                    rate,
                    "as in `pacing`: %,d a second, half of capacity".formatted(rate));
        }
        Section section = new Section(
                "lateness: what late requests waited for",
                "nginx, " + Machine.version("perf", "--version") + ".",
                neighbours.sentence());
        section.sentence(
                "By the kernel's record of who had the sender's core, over %d rounds of %.0f s after one that is not told. Requests more than %d us late that overlap are one stretch; it is put down to whoever had the core longest until its first one was sent, since the others waited for that one's sake."
                        .formatted(ROUNDS, SECONDS, Observed.LATE_NANOS / 1_000));
        sparse.show(section);
        dense.show(section);
        return section.toString();
    }

    private static Part part(JvmProcess observer, String url, int connections, long rate, String name)
            throws IOException, InterruptedException {
        String shape = "rate=" + rate;
        TimeBench.load(observer, url, connections, shape, SECONDS);
        Part part = new Part(name);
        for (int round = 0; round < ROUNDS; round++) {
            CoreTimeline.Recording recording = CoreTimeline.record();
            Observed seen = Observed.parse(observer.ask(
                    "load " + url + " " + connections + " " + shape + " " + SECONDS + " late", Observed.PREFIX));
            part.add(seen, recording.stop());
        }
        return part;
    }

    /** The rounds of one rate. */
    private static final class Part {
        private final String name;
        private final LatencyHistogram lateness = new LatencyHistogram();
        private final Map<String, Stretches> holders = new LinkedHashMap<>();
        private final TreeSet<String> others = new TreeSet<>();

        private Part(String name) {
            this.name = name;
        }

        void add(Observed seen, CoreTimeline timeline) {
            lateness.add(seen.histogram("lateness"));
            lateness.add(seen.histogram("firstLateness"));
            List<LateSend> stretch = new ArrayList<>();
            long end = Long.MIN_VALUE;
            for (LateSend send : LateSend.parse(seen.text("lateSends"))) {
                if (send.dueNanos() > end) {
                    close(stretch, seen, timeline);
                }
                stretch.add(send);
                end = Math.max(end, send.sentNanos());
            }
            close(stretch, seen, timeline);
        }

        private void close(List<LateSend> stretch, Observed seen, CoreTimeline timeline) {
            if (stretch.isEmpty()) {
                return;
            }
            LateSend first = stretch.getFirst();
            Map<String, Long> times = new LinkedHashMap<>();
            timeline.between(first.dueNanos(), first.sentNanos())
                    .forEach((holder, nanos) -> times.merge(group(holder, seen.number("sender")), nanos, Long::sum));
            String longest = times.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            long beginning = seen.number("start") + 500_000_000;
            holders.computeIfAbsent(longest, group -> new Stretches()).add(stretch, first.dueNanos() < beginning);
            stretch.clear();
        }

        private String group(CoreTimeline.Holder holder, long sender) {
            if (holder.id() == sender) {
                return "the sending loop itself";
            }
            return switch (holder.name()) {
                case "swapper/0" -> "nobody: the core slept";
                case "C1 CompilerThre", "C2 CompilerThre" -> "the JVM's compiler";
                case "VM Thread", "Reference Handl", "Finalizer" -> "the JVM's collector";
                case "vert.x-eventloo" -> "the coordinator's loop";
                case "ForkJoinPool-1-" -> "readings of the CPU quota and of collections";
                default -> {
                    others.add(holder.name().replaceAll("[/.:].*", ""));
                    yield "others, named below";
                }
            };
        }

        void show(Section section) {
            section.blank()
                    .sentence("**%s**: lateness p50 %,.0f, p99 %,.0f, p99.9 %,.0f us."
                            .formatted(name, lateness.valueAt(50), lateness.valueAt(99), lateness.valueAt(99.9)));
            section.columns("who had the core", "stretches", "in the first half second", "requests", "longest, ms");
            holders.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.comparingLong((Stretches of) -> of.requests)
                            .reversed()))
                    .forEach(of -> section.row(
                            of.getKey(),
                            of.getValue().count,
                            of.getValue().early,
                            "%,d".formatted(of.getValue().requests),
                            "%.1f".formatted(of.getValue().longestNanos / 1e6)));
            if (!others.isEmpty()) {
                section.blank().sentence("Others: " + String.join(", ", others) + ".");
            }
        }
    }

    /** Delay attributed to one of the threads. */
    private static final class Stretches {
        private int count;
        private int early;
        private long requests;
        private long longestNanos;

        private void add(List<LateSend> stretch, boolean isEarly) {
            count++;
            early += isEarly ? 1 : 0;
            requests += stretch.size();
            for (LateSend send : stretch) {
                longestNanos = Math.max(longestNanos, send.nanos());
            }
        }
    }
}
