package dev.loadtest.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * One phase in one variant with one item: the unit of outcomes.
 *
 * @param ordinal its position in the whole plan, selected or not, from 0
 * @param id such as {@code hammering[forced-iter0]}
 * @param variant empty if the plan has none
 * @param item {@code iter5}, a file's name, or empty
 * @param iteration value of {@code ${iteration}}; 0 without iterations
 * @param file value of {@code ${file}}, in a phase over files
 */
public record Case(
        int ordinal,
        String id,
        String phase,
        String variant,
        String item,
        int iteration,
        @Nullable FileRef file) {

    /** The id of a phase, variant and item. */
    public static String id(String phase, String variant, String item) {
        if (variant.isEmpty() && item.isEmpty()) {
            return phase;
        }
        String joint = variant.isEmpty() || item.isEmpty() ? "" : "-";
        return phase + "[" + variant + joint + item + "]";
    }
}
