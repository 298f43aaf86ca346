package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.RunState.CapturedDigest;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.share.CapturedValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The captured values of a run by variant and name, ordered by (phase, case, k), the order of case ordinals. In memory
 * only, since they may be credentials. Confined to the coordinator's loop.
 */
public final class CapturePool {
    private record Key(String variant, String name) {}

    private final LoadPlan plan;
    private final UnaryOperator<byte[]> keyed;
    private final Map<Key, TreeMap<Integer, Capturing>> byCase = new HashMap<>();
    /** Values from before a takeover whose cases are unknown. */
    private final Map<Key, List<CapturedValue>> before = new HashMap<>();

    /** Number of responses without a value, by reason. */
    private final Map<Key, Map<String, Long>> misses = new HashMap<>();

    private final Set<Key> lost = new java.util.HashSet<>();
    private final Map<Key, CapturedDigest> digests = new HashMap<>();

    /** @param keyed hashes a digest for the checkpoint, see {@code CheckpointStore.keyed} */
    public CapturePool(LoadPlan plan, UnaryOperator<byte[]> keyed) {
        this.plan = plan;
        this.keyed = keyed;
    }

    /** Stores the captures of an ended case. */
    public void add(CaseRun ended) {
        ended.shares().captured().forEach((name, values) -> add(ended, name, values));
    }

    /** Stores a part of an ended case's captures of one name. */
    public void add(CaseRun ended, String name, Capturing values) {
        Key key = new Key(ended.item().variant(), name);
        values.misses().forEach((why, n) -> misses.computeIfAbsent(key, any -> new TreeMap<>())
                .merge(why, n, Long::sum));
        if (values.seen() == 0) {
            return;
        }
        byCase.computeIfAbsent(key, any -> new TreeMap<>())
                .computeIfAbsent(ended.item().ordinal(), any -> new Capturing())
                .addAll(values);
        digests.remove(key);
        dropUnused(key);
    }

    /** Drops cases behind the bound of kept values: they are never drawn from, and may be many. */
    private void dropUnused(Key key) {
        List<CapturedValue> first = before.getOrDefault(key, List.of());
        long count = first.size();
        long bytes = first.stream().mapToLong(Capturing::size).sum();
        TreeMap<Integer, Capturing> cases = byCase.getOrDefault(key, new TreeMap<>());
        for (Map.Entry<Integer, Capturing> ofCase : cases.entrySet()) {
            count += ofCase.getValue().kept().size();
            bytes += ofCase.getValue().bytes();
            if (count >= Capturing.MAX_VALUES || bytes > Capturing.MAX_BYTES) {
                cases.tailMap(ofCase.getKey(), false).clear();
                return;
            }
        }
    }

    /**
     * Compares values from before a takeover with the checkpoint's digests.
     *
     * @param given values that workers received with orders, by variant and name
     */
    public void check(List<CapturedDigest> committed, Map<String, Map<String, List<CapturedValue>>> given) {
        for (CapturedDigest digest : committed) {
            Key key = new Key(digest.variant(), digest.name());
            List<CapturedValue> whole =
                    given.getOrDefault(key.variant(), Map.of()).getOrDefault(key.name(), List.of());
            if (digest(key).equals(digest)) {
                continue;
            }
            byCase.remove(key);
            digests.remove(key);
            if (digest(key, whole).equals(digest)) {
                before.put(key, whole);
            } else {
                lost.add(key);
            }
        }
    }

    /** Why a phase cannot draw its captured values; empty if it can. */
    public String obstacle(Phase phase, String variant) {
        for (String name : names(phase)) {
            if (lost.contains(new Key(variant, name))) {
                return "the captured values of " + name + " were lost with a worker";
            }
        }
        return "";
    }

    /** The most frequent reason why responses had no value of a name; empty if unknown. */
    public String whyNone(String variant, String name) {
        return misses.getOrDefault(new Key(variant, name), Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> most.getKey() + (most.getValue() == 1 ? "" : " x " + most.getValue()))
                .orElse("");
    }

    /**
     * Values for a phase; a name without values has an empty list.
     *
     * @param before the case that captured values precede: the first of the phase's group
     */
    public Map<String, List<CapturedValue>> freeze(PhaseRun phase, Case before) {
        Map<String, List<CapturedValue>> frozen = new HashMap<>();
        for (String name : names(phase.phase())) {
            frozen.put(name, values(new Key(phase.variant(), name), before.ordinal()));
        }
        return frozen;
    }

    /** The part that may be written to a checkpoint. */
    public List<CapturedDigest> digests() {
        Set<Key> keys = new java.util.HashSet<>(byCase.keySet());
        keys.addAll(before.keySet());
        return keys.stream()
                .map(this::digest)
                .sorted(java.util.Comparator.comparing(CapturedDigest::variant).thenComparing(CapturedDigest::name))
                .toList();
    }

    private CapturedDigest digest(Key key) {
        return digests.computeIfAbsent(key, any -> digest(key, values(key, Integer.MAX_VALUE)));
    }

    private CapturedDigest digest(Key key, List<CapturedValue> values) {
        MessageDigest sha256 = Sha256.digest();
        for (CapturedValue value : values) {
            byte[] text = value.text().getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(4).putInt(text.length).array());
            sha256.update((byte) (value.sensitive() ? 1 : 0));
            sha256.update(text);
        }
        return new CapturedDigest(
                key.variant(), key.name(), values.size(), HexFormat.of().formatHex(keyed.apply(sha256.digest())));
    }

    private List<CapturedValue> values(Key key, int beforeOrdinal) {
        List<CapturedValue> values = new ArrayList<>(before.getOrDefault(key, List.of()));
        long bytes = values.stream().mapToLong(Capturing::size).sum();
        for (Capturing ofCase :
                byCase.getOrDefault(key, new TreeMap<>()).headMap(beforeOrdinal).values()) {
            for (CapturedValue value : ofCase.kept().values()) {
                bytes += Capturing.size(value);
                if (values.size() == Capturing.MAX_VALUES || bytes > Capturing.MAX_BYTES) {
                    return values;
                }
                values.add(value);
            }
        }
        return values;
    }

    private Set<String> names(Phase phase) {
        Set<String> names = new TreeSet<>();
        for (Phase.MixEntry entry : phase.mix()) {
            plan.requestNames(entry.unit())
                    .forEach(request -> add(plan.request(request).values(), names));
            if (entry.unit() instanceof Unit.OfJourney of) {
                add(plan.journey(of.name()).values(), names);
            }
        }
        return names;
    }

    private static void add(Map<String, ValueSource> values, Set<String> names) {
        for (ValueSource source : values.values()) {
            if (source instanceof ValueSource.Captured captured) {
                names.add(captured.name());
            }
        }
    }
}
