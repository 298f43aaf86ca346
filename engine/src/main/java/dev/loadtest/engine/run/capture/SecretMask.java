package dev.loadtest.engine.run.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Masks a run's secrets in everything that is written: samples, reasons of failures, captured values not declared
 * sensitive. Knows the Secrets of headers and every sensitive capture.
 *
 * <p>Secrets are found by their first four bytes, so that a text is read once for any number of secrets: O(its length),
 * plus comparisons of candidates. Thread-safe: the loop adds, and writers of samples read.
 */
public final class SecretMask {
    /** Minimum bytes. Masking shorter secrets would mask ordinary text, and they can be guessed anyway. */
    public static final int SHORTEST = 4;

    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** By their first four bytes, longest first. */
    private final Map<Integer, byte[][]> forms = new ConcurrentHashMap<>();

    /** A mask of the same secrets, which further ones can be added to. */
    public SecretMask copy() {
        SecretMask copy = new SecretMask();
        copy.known.addAll(known);
        // The arrays are replaced, never changed.
        copy.forms.putAll(forms);
        return copy;
    }

    /** Masks a secret in all its forms from now on. */
    public void add(String secret) {
        if (known.add(secret)) {
            SecretForms.of(secret).forEach(form -> addForm(form.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void addForm(byte[] form) {
        forms.merge(start(form, 0), new byte[][] {form}, (before, one) -> {
            if (Arrays.stream(before).anyMatch(other -> Arrays.equals(other, form))) {
                return before;
            }
            byte[][] all = Arrays.copyOf(before, before.length + 1);
            all[before.length] = form;
            Arrays.sort(all, Comparator.comparingInt((byte[] it) -> it.length).reversed());
            return all;
        });
    }

    /** Whether there are secrets. */
    public boolean isEmpty() {
        return forms.isEmpty();
    }

    public boolean isIn(String text) {
        return !mask(text).equals(text);
    }

    /** The text without secrets; the same object if it has none. */
    public String mask(String text) {
        if (forms.isEmpty()) {
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
        byte[][] candidates = forms.get(start(text, at));
        if (candidates == null) {
            return 0;
        }
        for (byte[] form : candidates) {
            int length = Math.min(form.length, text.length - at);
            if ((length == form.length || cut) && Arrays.equals(text, at, at + length, form, 0, length)) {
                return length;
            }
        }
        return 0;
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
