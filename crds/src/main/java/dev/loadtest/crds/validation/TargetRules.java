package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import org.jspecify.annotations.Nullable;

/** Rules for the target. */
final class TargetRules {
    private TargetRules() {}

    static void check(@Nullable TargetSpec target, Problems problems) {
        if (target == null) {
            return;
        }
        if (target.url() != null) {
            problems.attempt("spec.target.url", () -> TargetUrl.parse(target.url()));
        }
        HeaderRules.check(target.headers(), "spec.target.headers", problems);
    }
}
