package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;

/**
 * The captured values that a worker holds and that no {@link ShareReport} of it tells any more. They may be credentials: they
 * are kept in memory only.
 *
 * @param cases what it captured itself in cases that it has forgotten
 * @param given what orders gave it
 */
public record HeldCaptures(List<OfCase> cases, List<Given> given) {
    public HeldCaptures {
        cases = List.copyOf(cases);
        given = List.copyOf(given);
    }

    /** This worker's part of what a case captured, by name. */
    public record OfCase(String caseId, Map<String, Capturing> captured) {
        public OfCase {
            captured = Map.copyOf(captured);
        }
    }

    /** All values of a name in a variant, in their order, as they were when a phase that draws them started. */
    public record Given(String variant, String name, List<CapturedValue> values) {
        public Given {
            values = List.copyOf(values);
        }
    }
}
