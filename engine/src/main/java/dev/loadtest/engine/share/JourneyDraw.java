package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.ValueSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the journeys of one entry of a case's mix are: which steps happen in journey k, how often, after which pauses, with
 * which values. A function of the seed, the case's id and k alone. Immutable; any thread, unless it
 * reads rows.
 */
public final class JourneyDraw {
    private final Journey journey;
    private final Map<String, ValueDraw> own;
    private final Map<String, Binding> outer;
    private final List<StepDraw> steps;
    private final boolean conditional;
    private final boolean sensitive;

    /** The keys of one step's draws. */
    private record StepDraw(
            Journey.Step step, long chanceKey, long thinkKey, long valueKey, Map<String, ValueDraw> values) {}

    private JourneyDraw(Journey journey, Map<String, ValueDraw> own, Map<String, Binding> outer, List<StepDraw> steps) {
        this.journey = journey;
        this.own = own;
        this.outer = outer;
        this.steps = List.copyOf(steps);
        this.sensitive = draws().anyMatch(ValueDraw::isSensitive);
        this.conditional = journey.steps().stream().anyMatch(Journey.Step::byChance);
    }

    static JourneyDraw of(DrawSources from, Journey journey, Map<String, Binding> outer, long caseKey) {
        long key = Randomness.key(caseKey, "journey", journey.name());
        List<StepDraw> steps = new ArrayList<>();
        for (int i = 0; i < journey.steps().size(); i++) {
            Journey.Step step = journey.steps().get(i);
            long stepKey = Randomness.key(key, "step", Integer.toString(i));
            steps.add(new StepDraw(
                    step,
                    Randomness.key(stepKey, "chance"),
                    Randomness.key(stepKey, "think"),
                    Randomness.key(stepKey, "time"),
                    draws(from.plan().request(step.request()).values(), from, stepKey)));
        }
        return new JourneyDraw(journey, draws(journey.values(), from, key), outer, steps);
    }

    static Map<String, ValueDraw> draws(Map<String, ValueSource> sources, DrawSources from, long key) {
        Map<String, ValueDraw> draws = new HashMap<>();
        sources.forEach((name, source) -> draws.put(name, ValueDraw.of(name, source, from, key)));
        return Map.copyOf(draws);
    }

    public Journey journey() {
        return journey;
    }

    /** Whether any step is left out of some journeys. */
    boolean byChance() {
        return conditional;
    }

    /** How often a step's request is planned in journey k: its times, or 0 where it does not happen. */
    public int times(long k, int step) {
        StepDraw draw = steps.get(step);
        boolean happens = !draw.step().byChance()
                || Randomness.unit(Randomness.bits(draw.chanceKey(), k)) * 100
                        < draw.step().chance();
        return happens ? draw.step().times() : 0;
    }

    /** The pause before one time of a step. */
    public long thinkNanos(long k, int step, int time) {
        StepDraw draw = steps.get(step);
        return draw.step().think() instanceof Think.Fixed fixed
                ? fixed.length().toNanos()
                : Pauses.nanos(draw.step().think(), Randomness.bits(Randomness.bits(draw.thinkKey(), k), time));
    }

    /** What journey k binds, of which no step has captured anything yet. */
    public JourneyValues journey(long k) {
        return new JourneyValues(own, k);
    }

    /**
     * What every name binds to in one sending of a step's request.
     *
     * @param time which of the step's times, from 0
     * @param attempt which try of its until, from 0
     */
    public DrawnValues values(JourneyValues of, int step, int time, long attempt) {
        StepDraw draw = steps.get(step);
        long index = draw.values().isEmpty() ? 0 : index(draw, of.k(), time, attempt);
        return new DrawnValues(draw.values(), of, outer, of.k(), index);
    }

    /** Whether any of its rows, or its steps', is sensitive. */
    public boolean isSensitive() {
        return sensitive;
    }

    /** All draws, of the journey and of its steps. */
    Stream<ValueDraw> draws() {
        return Stream.concat(own.values().stream(), steps.stream().flatMap(step -> step.values().values().stream()));
    }

    /** A number of its own for each sending of a step in a case, but for collisions among 2^64. */
    private static long index(StepDraw draw, long k, int time, long attempt) {
        long index = Randomness.bits(Randomness.bits(draw.valueKey(), k), time);
        return attempt == 0 ? index : Randomness.bits(index, attempt);
    }
}
