package dev.loadtest.bench;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockLimits;
import dev.loadtest.engine.result.block.BlockRow;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarLimits;
import dev.loadtest.engine.result.exemplar.Exemplars;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Memory of a worker's exemplars and blocks: heap after a full collection, with them less without. Runs as a process;
 * prints one line of figures.
 */
final class KeptCost {
    private static final long BOUND = 4 << 20;
    /** Of a plan that still has 32 blocks, and exemplars with 2 KiB of body and of headers. */
    private static final int MOST_PAIRS = 16;

    private static final int REQUESTS_OF_BLOCK = 2_000;
    private static final int MICROS = 5_000_000;
    /** Of the logarithm: 99.7 % lie within a factor of thirty. */
    private static final double SPREAD = 0.57;

    private static final int HEADERS = 8;
    private static final int EACH = 5;

    private KeptCost() {}

    /** @param args number of pairs of request and kind that run at once */
    public static void main(String[] args) {
        int pairs = Integer.parseInt(args[0]);
        // Loads classes, and whatever they keep.
        blocks(1);
        exemplars(1);
        long before = heap();
        Object blocks = blocks(pairs);
        long withBlocks = heap();
        Object exemplars = exemplars(pairs);
        long withBoth = heap();
        System.out.println("cost " + (withBlocks - before) + " " + (withBoth - withBlocks) + " "
                + (blocks.hashCode() ^ exemplars.hashCode()));
        Runtime.getRuntime().halt(0);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Response times around 5 ms. */
    private static BlockSheet blocks(int pairs) {
        Random random = new Random(7);
        BlockSheet sheet = new BlockSheet();
        for (int pair = 0; pair < pairs; pair++) {
            BlockRow row = sheet.row("request-" + pair, Kind.TRACKED);
            for (int i = 0; i < BlockLimits.MAX_BLOCKS; i++) {
                Block block = row.at(i);
                for (int k = 0; k < REQUESTS_OF_BLOCK; k++) {
                    block.sent();
                    block.ended(false, (long) (MICROS * Math.exp(SPREAD * random.nextGaussian())));
                }
            }
        }
        return sheet;
    }

    /** As many as are kept of each pair, each with a body and headers of the largest size. */
    private static Exemplars exemplars(int pairs) {
        Exemplars exemplars = new Exemplars(ExemplarLimits.USUAL);
        for (int pair = 0; pair < pairs; pair++) {
            for (int k = 0; k < 2 * EACH; k++) {
                boolean failed = k < EACH;
                exemplars.add(exemplar("request-" + pair, k, failed), 1);
            }
        }
        return exemplars;
    }

    private static Exemplar exemplar(String request, long k, boolean failed) {
        int bytes = ExemplarLimits.USUAL.bytes();
        List<Exemplar.Header> headers = IntStream.range(0, HEADERS)
                .mapToObj(i -> new Exemplar.Header("x-header-" + i, filled('h', bytes / HEADERS - 10)))
                .toList();
        return new Exemplar(
                new Exemplar.Sent("load", "load[iter" + k + "]", k, "", 0, 0, request, Kind.TRACKED, Map.of()),
                new Exemplar.Times(k, 0, 0, -1, 1, failed ? 1 : 1_000 + k, failed ? 1 : 1_000 + k),
                failed
                        ? new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 503, "", "expected status 2xx, found 503")
                        : new Exemplar.End(Exemplar.Outcome.SUCCEEDED, 200, "", ""),
                new Exemplar.Answer(headers, filled('b', bytes), true, ""));
    }

    private static String filled(char with, int length) {
        return String.valueOf(with).repeat(length);
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        return List.of(figure(1), figure(MOST_PAIRS));
    }

    private static Figure figure(int pairs) throws IOException, InterruptedException {
        String[] seen = Child.lastLine("-Xmx128m", KeptCost.class.getName(), Integer.toString(pairs))
                .split(" ");
        long blocks = Long.parseLong(seen[1]);
        long exemplars = Long.parseLong(seen[2]);
        return new Figure(
                "a worker's blocks and exemplars of " + (pairs == 1 ? "one request" : pairs + " requests at once"),
                "%,d and %,d kB".formatted(blocks / 1024, exemplars / 1024),
                "<= 4 MiB together",
                blocks + exemplars <= BOUND);
    }
}
