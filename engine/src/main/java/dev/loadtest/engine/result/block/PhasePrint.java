package dev.loadtest.engine.result.block;

import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A digest of all that makes the requests of a phase in a variant, apart from the seed: two runs with equal prints and
 * seeds send the same requests in the same blocks. Targets, time limits, expectations, thresholds and the number of
 * workers may differ: the same load is often compared on two targets.
 */
public final class PhasePrint {
    private static final int DIGITS = 16;

    private PhasePrint() {}

    public static String of(LoadPlan plan, Phase phase, Variant variant) {
        List<Object> parts = new ArrayList<>();
        parts.add(BlockLimits.blocks(plan));
        parts.add(phase.name());
        parts.add(variant.name());
        parts.add(variant.values());
        parts.add(phase.items());
        parts.add(phase.shape());
        parts.add(phase.tracking());
        parts.add(phase.mix());
        Set<String> fileSets = new TreeSet<>();
        if (phase.items() instanceof Phase.ForEachFile each) {
            fileSets.add(each.fileSet());
        }
        for (Phase.MixEntry entry : phase.mix()) {
            switch (entry.unit()) {
                case Unit.OfRequest single -> add(plan.request(single.name()), parts, fileSets);
                case Unit.OfJourney of -> {
                    Journey journey = plan.journey(of.name());
                    parts.add(journey);
                    add(journey.values().values(), fileSets);
                    journey.steps().forEach(step -> add(plan.request(step.request()), parts, fileSets));
                }
            }
        }
        fileSets.forEach(name -> parts.add(plan.fileSet(name)));
        return digest(CanonicalText.of(parts));
    }

    private static void add(RequestTemplate request, List<Object> parts, Set<String> fileSets) {
        parts.add(parts(request));
        add(request.values().values(), fileSets);
    }

    private static void add(Collection<ValueSource> values, Set<String> fileSets) {
        for (ValueSource value : values) {
            switch (value) {
                case ValueSource.OneOfFiles files -> fileSets.add(files.fileSet());
                case ValueSource.Row row -> fileSets.add(row.fileSet());
                case ValueSource.Range range -> {}
                case ValueSource.OneOf oneOf -> {}
                case ValueSource.Uuid uuid -> {}
                case ValueSource.Captured captured -> {}
            }
        }
    }

    private static List<Object> parts(RequestTemplate request) {
        return List.of(
                request.name(),
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                request.body(),
                request.values(),
                request.followRedirects());
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, DIGITS);
    }
}
