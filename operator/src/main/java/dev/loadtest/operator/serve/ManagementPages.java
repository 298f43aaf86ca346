package dev.loadtest.operator.serve;

import dev.loadtest.control.serve.Page;
import dev.loadtest.control.serve.Page.Answer;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code /metrics}, {@code /healthz} and {@code /readyz}. */
public final class ManagementPages {
    private ManagementPages() {}

    /**
     * The pages of the operator.
     *
     * @param healthy whether the process works
     * @param ready whether it has seen the cluster once
     */
    public static Map<String, Page> of(OperatorMetrics metrics, BooleanSupplier healthy, BooleanSupplier ready) {
        return Map.of(
                "/metrics", metrics.page(),
                "/healthz", accept -> yesOrNo(healthy),
                "/readyz", accept -> yesOrNo(ready));
    }

    private static Answer yesOrNo(BooleanSupplier good) {
        return good.getAsBoolean() ? Answer.plain(200, "ok\n") : Answer.plain(503, "no\n");
    }
}
