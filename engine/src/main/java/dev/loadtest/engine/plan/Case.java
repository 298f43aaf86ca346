package dev.loadtest.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * One phase in one variant with one item: what is reported as passed or failed.
 *
 * @param ordinal its place in the whole plan, selected or not, from 0
 * @param id such as {@code hammering[forced-iter0]}
 * @param variant empty where the plan names none
 * @param item {@code iter5}, a file's name, or empty
 * @param iteration what {@code ${iteration}} binds to; 0 without iterations
 * @param file what {@code ${file}} binds to, in a phase over files
 */
public record Case(
        int ordinal,
        String id,
        String phase,
        String variant,
        String item,
        int iteration,
        @Nullable FileRef file) {

    /** The id that a phase, variant and item have together. */
    public static String id(String phase, String variant, String item) {
        if (variant.isEmpty() && item.isEmpty()) {
            return phase;
        }
        String joint = variant.isEmpty() || item.isEmpty() ? "" : "-";
        return phase + "[" + variant + joint + item + "]";
    }
}
