package dev.loadtest.engine.run.check;

import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for values in a JSON body; the body is read once for all of them. */
final class JsonChecks {
    private final List<Expectation.JsonRule> rules;
    private final List<ValueTest> tests;
    private final JsonScan scan;

    JsonChecks(List<Expectation.JsonRule> rules, BodyReaders readers) {
        this.rules = rules;
        this.tests = rules.stream()
                .map(rule -> ValueTest.of(rule.rule(), readers.patterns()))
                .toList();
        this.scan = readers.scans()
                .of(rules.stream().map(Expectation.JsonRule::pointer).toList());
    }

    /** The first rule that a response breaks; null if it breaks none. */
    @Nullable
    Complaint complaint(Response response) {
        JsonScan.Found found = scan.read(response.body());
        for (int i = 0; i < tests.size(); i++) {
            JsonValue value = found.values().get(i);
            boolean unknown =
                    value == JsonValue.Other.ABSENT && !found.problem().isEmpty();
            if (unknown || !tests.get(i).holds(value)) {
                String pointer = rules.get(i).pointer();
                String clause = "expected " + (pointer.isEmpty() ? "the JSON" : Shown.cut(pointer)) + " "
                        + tests.get(i).requirement(value);
                return unknown
                        ? Complaint.of(clause + ", but " + found.problem() + Readable.because(response))
                        : Complaint.of(clause, value);
            }
        }
        return null;
    }
}
