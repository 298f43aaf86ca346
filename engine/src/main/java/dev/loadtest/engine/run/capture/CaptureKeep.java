package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Captured values that a worker keeps beyond its cases for a new coordinator. Of each name in a variant it keeps the
 * first by case and request, as many as a run keeps: a later one among one worker's values cannot be earlier among all.
 * Confined to the worker's loop.
 */
public final class CaptureKeep {
    private static final Comparator<Case> ORDER = Comparator.comparingInt(Case::ordinal);

    private record Key(String variant, String name) {}

    private final Map<Key, TreeMap<Case, Capturing>> captured = new HashMap<>();
    private final Map<Key, List<CapturedValue>> given = new HashMap<>();

    /** Keeps the captures of a case that is being forgotten. */
    public void captured(Case item, Map<String, Capturing> values) {
        values.forEach((name, capturing) -> {
            TreeMap<Case, Capturing> ofName =
                    captured.computeIfAbsent(new Key(item.variant(), name), key -> new TreeMap<>(ORDER));
            ofName.put(item, capturing);
            trim(ofName);
        });
    }

    /** Keeps an order's values, and masks sensitive ones: later orders contain earlier values, and possibly more. */
    public void given(String variant, Map<String, List<CapturedValue>> values, SecretMask mask) {
        values.forEach((name, list) -> {
            List<CapturedValue> before = given.put(new Key(variant, name), list);
            if (before == null || before.size() != list.size()) {
                list.stream().filter(CapturedValue::sensitive).forEach(value -> mask.add(value.text()));
            }
        });
    }

    public HeldCaptures held() {
        Map<Case, Map<String, Capturing>> byCase = new TreeMap<>(ORDER);
        captured.forEach((key, cases) -> cases.forEach((item, values) ->
                byCase.computeIfAbsent(item, any -> new HashMap<>()).put(key.name(), values.copy())));
        List<HeldCaptures.OfCase> cases = new ArrayList<>();
        byCase.forEach((item, values) -> cases.add(new HeldCaptures.OfCase(item.id(), values)));
        List<HeldCaptures.Given> lists = new ArrayList<>();
        given.forEach((key, values) -> lists.add(new HeldCaptures.Given(key.variant(), key.name(), values)));
        return new HeldCaptures(cases, lists);
    }

    /** Drops cases behind the bound of kept values of a name. */
    private static void trim(TreeMap<Case, Capturing> ofName) {
        long values = 0;
        long bytes = 0;
        for (var cases = ofName.values().iterator(); cases.hasNext(); ) {
            Capturing ofCase = cases.next();
            if (values >= Capturing.MAX_VALUES || bytes >= Capturing.MAX_BYTES) {
                cases.remove();
            } else {
                values += ofCase.kept().size();
                bytes += ofCase.bytes();
            }
        }
    }
}
