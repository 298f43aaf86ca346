package dev.loadtest.operator.smoke;

import java.util.Map;
import java.util.Optional;

/**
 * Settings of the smoke test, which the chart's pod has in its environment.
 *
 * @param namespace of the LoadTest; not the operator's, in which it would be refused
 * @param operatorNamespace of the operator's pods
 * @param operatorLabels selector of the operator's pods, {@code key=value,…}
 */
record SmokeSettings(String namespace, String operatorNamespace, String operatorLabels) {

    /** @throws IllegalArgumentException with the name of a missing variable */
    static SmokeSettings read(Map<String, String> environment) {
        return new SmokeSettings(
                required(environment, "SMOKE_NAMESPACE"),
                required(environment, "OPERATOR_NAMESPACE"),
                required(environment, "OPERATOR_LABELS"));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("the environment variable " + name + " is not set"));
    }
}
