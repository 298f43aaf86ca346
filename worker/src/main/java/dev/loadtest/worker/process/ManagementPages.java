package dev.loadtest.worker.process;

import dev.loadtest.control.serve.Page;
import dev.loadtest.control.serve.Page.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /readyz} and {@code /livez}, served independently of the loops of load and control. */
final class ManagementPages {
    private ManagementPages() {}

    /**
     * The pages of a worker.
     *
     * @param warm whether it has warmed up; until then it is not ready, without a sentence
     * @param missing missing references and tokens, one sentence each; may block
     * @param metrics creates the page with the first request: most runs have none
     */
    static Map<String, Page> of(BooleanSupplier warm, Supplier<List<String>> missing, Supplier<Page> metrics) {
        return Map.of(
                "/livez", accept -> Answer.plain(200, "ok\n"),
                "/readyz", accept -> readiness(warm, missing.get()),
                "/metrics", accept -> metrics.get().answer(accept));
    }

    private static Answer readiness(BooleanSupplier warm, List<String> lacking) {
        if (!lacking.isEmpty()) {
            return Answer.plain(503, String.join("; ", lacking) + "\n");
        }
        return warm.getAsBoolean() ? Answer.plain(200, "ok\n") : Answer.plain(503, "");
    }
}
