package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Books as a run under faults might leave them, drawn from a seed. */
public final class RandomTallies {
    private static final String[] CAUSES = {"connect", "dns", "tls", "reset", "protocol"};
    private static final String[] REASONS = {"caseTimeout", "held", "stopped", "workerLost"};
    private static final int[] STATUS = {200, 201, 302, 404, 429, 500, 503};

    private final Random random;

    public RandomTallies(long seed) {
        random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    /** Log-normal, with now and then an extreme. */
    public long latencyNanos() {
        return switch (random.nextInt(200)) {
            case 0 -> 0;
            case 1 -> 5_000_000_000_000L;
            case 2 -> random.nextInt(2_000);
            default -> (long) (50e6 * Math.exp(random.nextGaussian()));
        };
    }

    public Tally tally() {
        Tally tally = new Tally();
        int planned = random.nextInt(300);
        tally.addPlanned(planned);
        for (int i = 0; i < planned; i++) {
            if (random.nextInt(10) == 0) {
                tally.notSent(REASONS[random.nextInt(REASONS.length)], 1);
            } else {
                send(tally);
            }
        }
        if (random.nextInt(3) == 0) {
            tally.pack();
        }
        return tally;
    }

    public TallySheet sheet() {
        TallySheet sheet = new TallySheet();
        for (String request : List.of("health", "draw", "process")) {
            for (Kind kind : Kind.values()) {
                if (random.nextBoolean()) {
                    sheet.tally(request, kind).add(tally());
                }
            }
        }
        return sheet;
    }

    /** Merges a list in some order and grouping. */
    Tally merged(List<Tally> parts) {
        List<Tally> heap = new ArrayList<>();
        parts.forEach(part -> heap.add(part.copy()));
        Collections.shuffle(heap, random);
        while (heap.size() > 1) {
            Tally one = heap.remove(random.nextInt(heap.size()));
            heap.get(random.nextInt(heap.size())).add(one);
        }
        return heap.get(0);
    }

    private void send(Tally tally) {
        long at = random.nextInt(100_000_000);
        long response = latencyNanos();
        tally.sent(at, random.nextInt(20_000_000), random.nextInt(2) * latencyNanos(), random.nextInt(20) == 0);
        if (random.nextInt(5) == 0) {
            tally.connected(random.nextInt(3_000_000));
        }
        long end = at + response / 1000;
        tally.carried(random.nextInt(1_000), random.nextInt(100_000));
        switch (random.nextInt(20)) {
            case 0 -> tally.failed(CAUSES[random.nextInt(CAUSES.length)], end);
            case 1 -> {
                tally.timedOut(end, response, response);
                tally.firstByte(response);
            }
            case 2 -> tally.unresolved();
            case 3 -> {}
            case 4 -> tally.completed(false, STATUS[random.nextInt(STATUS.length)], end, response, response / 2);
            default -> {
                tally.completed(true, STATUS[random.nextInt(3)], end, response, response / 2);
                tally.firstByte(response / 3);
            }
        }
    }
}
