package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.crds.model.VariantSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bindings where a request is sent: first its own values, then its journey's, then the case's, then the variant's.
 *
 * @param path of the request
 * @param step null for a request that is sent by itself
 * @param phase null for a request that no phase sends
 * @param variants in which the phase runs, not empty; null stands for the unnamed one
 */
record Scope(
        RequestSpec request,
        String path,
        @Nullable StepScope step,
        @Nullable PhaseSpec phase,
        List<@Nullable VariantSpec> variants,
        RowNames rows) {

    /** Whether the case binds {@code file}; assumed if no phase sends the request. */
    boolean overFiles() {
        return phase == null || phase.forEach() != null;
    }

    boolean binds(String name, @Nullable VariantSpec variant) {
        return rows.binds(request.values(), name)
                || (step != null && step.binds(name, rows))
                || ValueRules.ALWAYS_BOUND.contains(name)
                || (name.equals("file") && overFiles())
                || (variant != null && Each.map(variant.values()).containsKey(name));
    }

    /** Whether the name is bound to a file. */
    boolean bindsFile(String name) {
        ValueSpec own = Each.map(request.values()).get(name);
        if (own == null && step != null) {
            own = step.value(name);
        }
        return own != null
                ? own.file() != null
                : name.equals("file") && overFiles() && (step == null || !step.binds(name, rows));
    }

    /** All bound names, for suggestions. */
    Set<String> names() {
        Set<String> names = rows.names(request.values());
        if (step != null) {
            names.addAll(step.names(rows));
        }
        names.addAll(ValueRules.ALWAYS_BOUND);
        if (overFiles()) {
            names.add("file");
        }
        for (VariantSpec variant : variants) {
            if (variant != null) {
                names.addAll(Each.map(variant.values()).keySet());
            }
        }
        return names;
    }
}
