package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;

/**
 * Captured values of a worker that its {@link ShareReport}s no longer contain. In memory only, since they may be
 * credentials.
 *
 * @param cases its own captures of forgotten cases
 * @param given values received with orders
 */
public record HeldCaptures(List<OfCase> cases, List<Given> given) {
    public HeldCaptures {
        cases = List.copyOf(cases);
        given = List.copyOf(given);
    }

    /** This worker's part of a case's captures, by name. */
    public record OfCase(String caseId, Map<String, Capturing> captured) {
        public OfCase {
            captured = Map.copyOf(captured);
        }
    }

    /** All values of a name in a variant, in order, as of the start of a phase that draws them. */
    public record Given(String variant, String name, List<CapturedValue> values) {
        public Given {
            values = List.copyOf(values);
        }
    }
}
