package dev.loadtest.engine.run.check;

import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.run.transport.Transport.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for headers. */
final class HeaderChecks {
    private final List<Expectation.HeaderRule> rules;
    private final List<ValueTest> tests;

    HeaderChecks(List<Expectation.HeaderRule> rules, TextPattern.Compiler patterns) {
        this.rules = rules;
        this.tests =
                rules.stream().map(rule -> ValueTest.of(rule.rule(), patterns)).toList();
    }

    /** The first rule that no value of its header follows; null if there is none. */
    @Nullable
    Complaint complaint(Headers headers) {
        for (int i = 0; i < tests.size(); i++) {
            String name = rules.get(i).name();
            ValueTest test = tests.get(i);
            List<String> values = headers.all(name);
            if (values.isEmpty()
                    ? !test.holds(JsonValue.Other.ABSENT)
                    : values.stream().noneMatch(value -> test.holds(new JsonValue.Text(value)))) {
                JsonValue first = values.isEmpty() ? JsonValue.Other.ABSENT : new JsonValue.Text(values.getFirst());
                return Complaint.of("expected the header " + name + " " + test.requirement(first), first);
            }
        }
        return null;
    }
}
