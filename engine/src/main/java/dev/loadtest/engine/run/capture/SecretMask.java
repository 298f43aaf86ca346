package dev.loadtest.engine.run.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Masks a run's secrets in everything that is written: samples, reasons of failures, captured values not declared
 * sensitive. Knows the Secrets of headers, every sensitive capture, and the first sensitive rows.
 *
 * <p>Secrets are found by their first four bytes, then by length and hash, so that a text is read once for any number of
 * secrets: O(its length), plus one look-up for each length of those that begin alike. Thread-safe: the loop adds, and writers
 * of samples read.
 */
public final class SecretMask {
    /** Minimum bytes. Masking shorter secrets would mask ordinary text, and they can be guessed anyway. */
    public static final int SHORTEST = 4;

    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    /** The newest secrets that are replaced by others in time, such as tokens; of more the oldest are forgotten. */
    static final int MAX_PASSING = 64;

    private final @Nullable SecretMask wider;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Deque<String> passing = new ArrayDeque<>();
    /** By their first four bytes. */
    private volatile Map<Integer, Alike> forms = new ConcurrentHashMap<>();

    /** Forms that begin with the same four bytes, by length, longest first. */
    private record Alike(NavigableMap<Integer, Set<ByteBuffer>> byLength) {
        Alike() {
            this(new ConcurrentSkipListMap<>(Comparator.reverseOrder()));
        }

        void add(byte[] form) {
            byLength.computeIfAbsent(form.length, length -> ConcurrentHashMap.newKeySet())
                    .add(ByteBuffer.wrap(form));
        }

        /** Length of the one that stands there; 0 if none does. */
        int found(byte[] text, int at, boolean cut) {
            int rest = text.length - at;
            for (Map.Entry<Integer, Set<ByteBuffer>> forms : byLength.entrySet()) {
                int length = Math.min(forms.getKey(), rest);
                ByteBuffer candidate = ByteBuffer.wrap(text, at, length);
                boolean isIn = length == forms.getKey()
                        ? forms.getValue().contains(candidate)
                        : cut
                                && forms.getValue().stream()
                                        .anyMatch(form -> form.slice(0, length).equals(candidate));
                if (isIn) {
                    return length;
                }
            }
            return 0;
        }
    }

    /** Knows no secret yet. */
    public SecretMask() {
        this.wider = null;
    }

    /** Masks these secrets, and those of a wider mask. */
    public SecretMask(SecretMask wider, Collection<String> secrets) {
        this.wider = wider;
        secrets.forEach(this::add);
    }

    /** Masks a secret in all its forms from now on. */
    public void add(String secret) {
        if (known.add(secret)) {
            addForms(secret, forms);
        }
    }

    /** Masks a secret that others will follow, as long as it is one of the newest. On the loop. */
    public void addPassing(String secret) {
        if (known.contains(secret) || passing.contains(secret)) {
            return;
        }
        passing.add(secret);
        if (passing.size() <= MAX_PASSING) {
            addForms(secret, forms);
            return;
        }
        while (passing.size() > MAX_PASSING / 2) {
            passing.remove();
        }
        Map<Integer, Alike> fresh = new ConcurrentHashMap<>();
        known.forEach(it -> addForms(it, fresh));
        passing.forEach(it -> addForms(it, fresh));
        forms = fresh;
    }

    private static void addForms(String secret, Map<Integer, Alike> forms) {
        SecretForms.of(secret).forEach(form -> addForm(form.getBytes(StandardCharsets.UTF_8), forms));
    }

    private static void addForm(byte[] form, Map<Integer, Alike> forms) {
        forms.computeIfAbsent(start(form, 0), first -> new Alike()).add(form);
    }

    /** Whether there are secrets. */
    public boolean isEmpty() {
        return forms.isEmpty() && (wider == null || wider.isEmpty());
    }

    public boolean isIn(String text) {
        return !mask(text).equals(text);
    }

    /** The text without secrets; the same object if it has none. */
    public String mask(String text) {
        if (isEmpty()) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] masked = mask(bytes, false);
        return masked == bytes ? text : new String(masked, StandardCharsets.UTF_8);
    }

    /**
     * The text without secrets; the same array if it has none.
     *
     * @param cut whether the text was cut off: a secret that begins at its end is masked too
     */
    public byte[] mask(byte[] text, boolean cut) {
        return own(wider == null ? text : wider.mask(text, cut), cut);
    }

    private byte[] own(byte[] text, boolean cut) {
        if (forms.isEmpty() || text.length < SHORTEST) {
            return text;
        }
        ByteArrayOutputStream masked = null;
        int copied = 0;
        for (int at = 0; at + SHORTEST <= text.length; ) {
            int length = found(text, at, cut);
            if (length == 0) {
                at++;
                continue;
            }
            masked = masked != null ? masked : new ByteArrayOutputStream(text.length);
            masked.write(text, copied, at - copied);
            masked.writeBytes(MASK);
            at += length;
            copied = at;
        }
        if (masked == null) {
            return text;
        }
        masked.write(text, copied, text.length - copied);
        return masked.toByteArray();
    }

    /** Length of the secret that begins there; 0 if none. */
    private int found(byte[] text, int at, boolean cut) {
        Alike candidates = forms.get(start(text, at));
        return candidates == null ? 0 : candidates.found(text, at, cut);
    }

    private static int start(byte[] text, int at) {
        return (text[at] & 0xff) << 24 | (text[at + 1] & 0xff) << 16 | (text[at + 2] & 0xff) << 8 | text[at + 3] & 0xff;
    }

    /** Never shows secrets. */
    @Override
    public String toString() {
        return "SecretMask[" + known.size() + " secrets]";
    }
}
