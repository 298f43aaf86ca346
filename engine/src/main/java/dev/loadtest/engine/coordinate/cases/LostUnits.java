package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.IndexCount;
import dev.loadtest.engine.share.JourneyDraw;
import org.jspecify.annotations.Nullable;

/** Files units of a lost worker's share of which nothing was reported. Confined to the coordinator's loop. */
final class LostUnits {
    private final TallySheet sheet;
    private final Phase phase;
    private final CaseDraw draw;
    private final long micros;

    /** @param micros when the worker was lost, in run time */
    LostUnits(TallySheet sheet, Phase phase, CaseDraw draw, long micros) {
        this.sheet = sheet;
        this.phase = phase;
        this.draw = draw;
        this.micros = micros;
    }

    /**
     * Units that were due are taken to be begun: of a journey its first request is sent, and its others stay open.
     *
     * @param kind of all of them; null for what the draw says
     */
    void begun(IndexCount units, @Nullable Kind kind) {
        units.forEach((entry, drawn, n) -> {
            Tally tally = tally(entry, kind == null ? drawn : kind);
            tally.addPlanned(n);
            tally.sentUnseen(n, micros);
        });
        Firsts firsts = new Firsts(units);
        units.forEachStep((entry, step, drawn, requests) -> {
            Tally tally = step(entry, step, kind == null ? drawn : kind);
            tally.addPlanned(requests);
            tally.sentUnseen(firsts.of(entry, step, drawn, requests), micros);
        });
    }

    /** Units that were not due will not be sent. */
    void never(IndexCount units, String reason) {
        units.forEach((entry, kind, n) -> never(tally(entry, kind), n, reason));
        units.forEachStep((entry, step, kind, n) -> never(step(entry, step, kind), n, reason));
    }

    private static void never(Tally tally, long n, String reason) {
        tally.addPlanned(n);
        tally.notSent(reason, n);
    }

    private Tally tally(int entry, Kind kind) {
        return switch (phase.mix().get(entry).unit()) {
            case Unit.OfRequest single -> sheet.tally(single.name(), kind);
            case Unit.OfJourney of -> sheet.journey(of.name(), kind);
        };
    }

    private Tally step(int entry, int step, Kind kind) {
        JourneyDraw journey = draw.journey(entry);
        if (journey == null) {
            throw new IllegalArgumentException("entry " + entry + " is no journey");
        }
        return sheet.tally(journey.journey().steps().get(step).request(), kind);
    }

    /**
     * Of how many journeys a step is the first: where steps happen by chance, as if each happened in as many as possible of
     * those that have sent nothing before it. The sum over all steps is the number of journeys.
     */
    private final class Firsts {
        private final long[][] unbegun = new long[phase.mix().size()][Kind.values().length];

        Firsts(IndexCount units) {
            units.forEach((entry, kind, n) -> unbegun[entry][kind.ordinal()] = n);
        }

        long of(int entry, int step, Kind kind, long requests) {
            JourneyDraw journey = draw.journey(entry);
            int times =
                    journey == null ? 1 : journey.journey().steps().get(step).times();
            long first = Math.min(unbegun[entry][kind.ordinal()], requests / times);
            unbegun[entry][kind.ordinal()] -= first;
            return first;
        }
    }
}
