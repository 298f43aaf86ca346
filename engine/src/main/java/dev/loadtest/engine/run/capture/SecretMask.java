package dev.loadtest.engine.run.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes the secrets of a run out of all that is written: bodies that become samples, reasons of failures, values that were
 * captured without being called sensitive. It knows the Secrets that headers are made of and every sensitive capture.
 *
 * <p>Secrets are found by their first four bytes, so that a text is read once however many there are: O(its length), plus the
 * comparisons of what begins alike. Thread-safe: the loop adds, and whoever writes samples reads.
 */
public final class SecretMask {
    /** In bytes. What is shorter would mask what is no secret, and can be guessed anyway. */
    public static final int SHORTEST = 4;

    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** By their first four bytes, the longest first. */
    private final Map<Integer, byte[][]> forms = new ConcurrentHashMap<>();

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

    /** Whether there is anything to mask. */
    public boolean isEmpty() {
        return forms.isEmpty();
    }

    public boolean isIn(String text) {
        return !mask(text).equals(text);
    }

    /** The text without its secrets; the same object where it has none. */
    public String mask(String text) {
        if (forms.isEmpty()) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] masked = mask(bytes, false);
        return masked == bytes ? text : new String(masked, StandardCharsets.UTF_8);
    }

    /**
     * A text without its secrets; the same array where it has none.
     *
     * @param cut whether more followed: then a secret that had begun is masked, too
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

    /** How long the secret is that begins there; 0 for none. */
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

    /** Never the secrets. */
    @Override
    public String toString() {
        return "SecretMask[" + known.size() + " secrets]";
    }
}
