package dev.loadtest.crds.compile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.ExpectSpec;
import dev.loadtest.crds.syntax.StatusRanges;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Expectation.HeaderRule;
import dev.loadtest.engine.plan.Expectation.JsonRule;
import dev.loadtest.engine.plan.ValueRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Compiles what a response must be, valid. */
final class ExpectationCompiler {
    private ExpectationCompiler() {}

    static Expectation compile(@Nullable ExpectSpec expect) {
        if (expect == null) {
            return Expectation.SUCCESS;
        }
        return new Expectation(
                expect.status() == null
                        ? Expectation.SUCCESS.status()
                        : expect.status().stream().map(StatusRanges::parse).toList(),
                Optionals.list(expect.headers()).stream()
                        .map(header -> new HeaderRule(header.name(), rule(header)))
                        .toList(),
                Optionals.list(expect.json()).stream()
                        .map(json -> new JsonRule(json.pointer(), rule(json)))
                        .toList(),
                expect.bodyContains(),
                expect.bodyMatches());
    }

    private static ValueRule rule(ExpectSpec.HeaderCheck header) {
        if (header.equals() != null) {
            return new ValueRule.EqualsText(header.equals());
        }
        return header.matches() != null
                ? new ValueRule.Matches(header.matches())
                : new ValueRule.Present(!Boolean.FALSE.equals(header.present()));
    }

    private static ValueRule rule(ExpectSpec.JsonCheck json) {
        if (json.equals() != null) {
            return equal(json.equals());
        }
        if (json.matches() != null) {
            return new ValueRule.Matches(json.matches());
        }
        return json.present() != null
                ? new ValueRule.Present(json.present())
                : new ValueRule.Within(decimal(json.atLeast()), decimal(json.atMost()));
    }

    private static ValueRule equal(JsonNode value) {
        if (value.isNumber()) {
            return new ValueRule.EqualsNumber(value.decimalValue());
        }
        return value.isBoolean()
                ? new ValueRule.EqualsFlag(value.booleanValue())
                : new ValueRule.EqualsText(value.asText());
    }

    private static @Nullable BigDecimal decimal(@Nullable Double number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }
}
