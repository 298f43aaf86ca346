package dev.loadtest.engine.run.replay;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.RequestMaker;
import dev.loadtest.engine.run.request.RequestPreparer;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.trace.TraceIds;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import dev.loadtest.engine.share.JourneyDraw;
import dev.loadtest.engine.share.JourneyValues;
import dev.loadtest.engine.share.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes single requests of one case again: what a worker sent is a function of the plan, its seed, the case and the place
 * of the request, but for values that were captured. Confined to one thread, as its rows are.
 */
public final class Replay {
    private final LoadPlan plan;
    private final Case item;
    private final Phase phase;
    private final KnownCaptures captured;
    private final Resources resources;

    public Replay(LoadPlan plan, Case item, KnownCaptures captured, Resources resources) {
        this.plan = plan;
        this.item = item;
        this.phase = plan.phase(item.phase());
        this.captured = captured;
        this.resources = resources;
    }

    public Replayed make(Place place) {
        OptionalLong units = phase.shape() instanceof Shape.Until ? OptionalLong.empty() : Shares.total(phase.shape());
        if (place.k() < 0 || units.isPresent() && place.k() >= units.getAsLong()) {
            return new Replayed.Refused(item.id() + " has no unit " + place.k()
                    + (units.isPresent() ? ": K is 0 to " + (units.getAsLong() - 1) : ": K is 0 or more"));
        }
        CaseDraw draw = CaseDraw.of(plan, item, captured.pool(), resources.rows());
        if (draw.lacksRow(place.k())) {
            return new Replayed.Refused(
                    "unit " + place.k() + " found no row, because each is taken once: it was not sent");
        }
        int entry = draw.entry(place.k());
        JourneyDraw journey = draw.journey(entry);
        return journey == null ? single(draw, entry, place) : step(draw, journey, place);
    }

    private Replayed single(CaseDraw draw, int entry, Place place) {
        Unit unit = phase.mix().get(entry).unit();
        if (place.step() != 0 || place.attempt() != 0) {
            return new Replayed.Refused("unit " + place.k() + " of " + item.id() + " is the request " + unit.name()
                    + ", not a journey: leave --step and --attempt out");
        }
        RequestTemplate template = plan.request(unit.name());
        Bound bound = new Bound(template, plan.target(item.variant(), template), List.of(), Set.of());
        return made(bound, place, draw.values(place.k()), List.of());
    }

    private Replayed step(CaseDraw draw, JourneyDraw drawn, Place place) {
        Journey journey = drawn.journey();
        int index = 0;
        long time = place.step();
        while (index < journey.steps().size()
                && time >= journey.steps().get(index).times()) {
            time -= journey.steps().get(index).times();
            index++;
        }
        if (time < 0 || index == journey.steps().size()) {
            long most = journey.steps().stream().mapToLong(Journey.Step::times).sum();
            return new Replayed.Refused(
                    "journey " + journey.name() + " sends at most " + most + " requests: --step is 0 to " + (most - 1));
        }
        Journey.Step step = journey.steps().get(index);
        if (time >= drawn.times(place.k(), index)) {
            return new Replayed.Refused("in journey " + place.k() + " of " + item.id() + " step " + place.step() + " ("
                    + step.request() + ") does not happen: its chance is " + step.chance() + " %");
        }
        if (place.attempt() < 0 || place.attempt() > 0 && step.until() == null) {
            return new Replayed.Refused("step " + place.step() + " (" + step.request()
                    + ") is sent once, without until: leave --attempt out");
        }
        RequestTemplate template = plan.request(step.request());
        Target target = plan.target(item.variant(), template);
        Set<String> earlier = new TreeSet<>();
        journey.steps()
                .subList(0, index)
                .forEach(it -> plan.request(it.request()).captures().forEach(capture -> earlier.add(capture.name())));
        Bound bound = new Bound(template, target, List.of(journey), earlier);
        JourneyValues journeyValues = drawn.journey(place.k());
        captured.ofJourney().forEach(journeyValues::capture);
        DrawnValues values = drawn.values(journeyValues, index, Math.toIntExact(time), place.attempt());
        boolean cookies = journey.cookies() && place.step() > 0 && !bound.hasHeader("cookie");
        return made(
                bound,
                place,
                values,
                cookies
                        ? List.of(
                                "cookies that earlier responses of the journey set are not known: add --cookie 'NAME=VALUE; …'")
                        : List.of());
    }

    private Replayed made(Bound bound, Place place, DrawnValues values, List<String> notes) {
        Set<String> missing = bound.missing();
        if (!missing.isEmpty()) {
            return new Replayed.Refused(missing.stream()
                    .map(name -> "the captured value " + name + " is not known: add --captured " + name + "=VALUE")
                    .toList());
        }
        List<String> all = new ArrayList<>(notes);
        all.addAll(bound.notes());
        PreparedRequest request =
                new RequestMaker(new RequestPreparer(bound.target, resources), bound.template, Set.of()).make(values);
        return new Replayed.Made(bound.template, bound.target, traced(request, place), all);
    }

    private PreparedRequest traced(PreparedRequest request, Place place) {
        Trace trace = plan.trace();
        if (trace == null) {
            return request;
        }
        TraceIds ids = TraceIds.of(trace, item.id(), place.k(), place.step(), place.attempt(), false);
        return request.with(new PreparedRequest.Field(trace.header(), ids.header(trace.sampled())));
    }

    /** What the names of one request bind to. */
    private final class Bound {
        private final RequestTemplate template;
        private final Target target;
        private final List<Journey> journey;
        private final Set<String> earlier;

        /**
         * @param journey empty for a request by itself
         * @param earlier names that earlier steps capture
         */
        Bound(RequestTemplate template, Target target, List<Journey> journey, Set<String> earlier) {
            this.template = template;
            this.target = target;
            this.journey = journey;
            this.earlier = earlier;
        }

        boolean hasHeader(String name) {
            return headers().anyMatch(header -> header.name().equalsIgnoreCase(name));
        }

        private Stream<Header> headers() {
            return Stream.concat(template.headers().stream(), target.headers().stream());
        }

        private Set<String> names() {
            Set<String> names = new TreeSet<>(template.names());
            headers().forEach(header -> names.addAll(header.names()));
            return names;
        }

        private boolean isCapturedInJourney(String name) {
            return earlier.contains(name) && !template.values().containsKey(name);
        }

        /** Captured values without which there is no request. */
        Set<String> missing() {
            Set<String> missing = new TreeSet<>();
            for (String name : names()) {
                if (template.values().containsKey(name)) {
                    captured.lacking(template.values(), name).ifPresent(missing::add);
                } else if (!isCapturedInJourney(name)) {
                    journey.forEach(it -> captured.lacking(it.values(), name).ifPresent(missing::add));
                } else if (!captured.knows(name) && !isBoundOtherwise(name)) {
                    missing.add(name);
                }
            }
            return missing;
        }

        private boolean isBoundOtherwise(String name) {
            return journey.stream().anyMatch(it -> it.values().containsKey(name))
                    || CaseDraw.bound(plan, item).contains(name);
        }

        List<String> notes() {
            List<String> notes = new ArrayList<>();
            names().stream()
                    .filter(name -> isCapturedInJourney(name) && !captured.knows(name))
                    .forEach(name -> notes.add("an earlier step of the journey may have captured " + name
                            + ": if so, add --captured " + name + "=VALUE"));
            if (target.auth() instanceof Auth.OAuth2 && !hasHeader("authorization")) {
                notes.add("the Authorization header with a token is left out: --send fetches one");
            }
            return notes;
        }
    }
}
