package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What all journeys of one entry of a share's mix have in common, worked out once. Confined to the loop. */
final class JourneyPlan {
    final String name;
    final List<Step> steps;

    /**
     * A step.
     *
     * @param index in the journey
     * @param slot of its books
     * @param position how many sendings lie before its first in a journey in which every step happens
     * @param cookies whether the journey's cookies go with it; not where it has a Cookie header of its own
     * @param needs names that nothing but the captures of earlier steps binds
     */
    record Step(
            int index,
            int slot,
            long position,
            Journey.Step of,
            MixRequest request,
            boolean cookies,
            Set<String> needs) {
        Step {
            needs = Set.copyOf(needs);
        }
    }

    private JourneyPlan(String name, List<Step> steps) {
        this.name = name;
        this.steps = List.copyOf(steps);
    }

    /**
     * @param variant in which it runs
     * @param firstSlot of the slots of its steps, which follow each other
     * @param bound what the case and its variant bind
     */
    static JourneyPlan of(WorkerEngine engine, String variant, Journey journey, int firstSlot, Set<String> bound) {
        LoadPlan plan = engine.plan();
        Set<String> changing = new HashSet<>(journey.values().keySet());
        journey.steps().forEach(step -> plan.request(step.request()).captures().stream()
                .map(Capture::name)
                .forEach(changing::add));
        List<Step> steps = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < journey.steps().size(); i++) {
            Journey.Step step = journey.steps().get(i);
            RequestTemplate template = plan.request(step.request());
            Set<String> needs = new HashSet<>(template.names());
            List<Header> common = plan.target(variant, template).headers();
            common.forEach(header -> needs.addAll(header.names()));
            needs.removeAll(template.values().keySet());
            needs.removeAll(journey.values().keySet());
            needs.removeAll(bound);
            boolean cookies = journey.cookies()
                    && Stream.of(template.headers(), common)
                            .flatMap(List::stream)
                            .noneMatch(header -> header.name().equalsIgnoreCase("cookie"));
            MixRequest request = engine.requests().ofStep(variant, template, changing);
            steps.add(new Step(i, firstSlot + i, position, step, request, cookies, needs));
            position += step.times();
        }
        return new JourneyPlan(journey.name(), steps);
    }

    /** How many requests a journey sends at most. */
    long sendings() {
        Step last = steps.getLast();
        return last.position() + last.of().times();
    }
}
