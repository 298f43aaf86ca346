package dev.loadtest.operator.validate;

import dev.loadtest.control.address.IpLiteral;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.syntax.Aim;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges every URL of a manifest by the operator's rules. Pure. */
final class AimRules {
    private static final String RESOLVED =
            " by address; host patterns do not count where hostAliases, nameservers or searches of spec.worker say which"
                    + " addresses names have";

    private final TargetGuard guard;
    private final LoadTestSpec spec;
    private final Inputs inputs;

    /** @param inputs with the Services that the manifest aims at */
    AimRules(TargetGuard guard, LoadTestSpec spec, Inputs inputs) {
        this.guard = guard;
        this.spec = spec;
        this.inputs = inputs;
    }

    /** Labels of the pods behind Services, in a fixed order. */
    List<Map<String, String>> selectors() {
        return Aim.of(spec).stream()
                .flatMap(aim -> aim.parts().stream())
                .flatMap(url -> inputs.service(url.host()).stream())
                .map(TargetService::selector)
                .filter(selector -> !selector.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Allowed destinations of workers, as {@code TargetRule}s, without those that have a problem.
     *
     * @param begun whether a Service without endpoints is only waited for
     */
    List<String> check(boolean begun, List<Problem> problems) {
        boolean resolves = spec.worker() != null && spec.worker().resolvesNames();
        Set<String> addresses = new LinkedHashSet<>();
        Set<Problem> found = new LinkedHashSet<>();
        for (Aim aim : Aim.of(spec)) {
            // The compiler reports invalid URLs.
            aim.parts().ifPresent(url -> {
                Optional<TargetService> service = inputs.service(url.host());
                if (!begun || !service.map(TargetService::awaitsEndpoints).orElse(false)) {
                    addresses.addAll(check(aim, url, resolves, service, found));
                }
            });
        }
        problems.addAll(found);
        return List.copyOf(addresses);
    }

    private List<String> check(
            Aim aim, TargetUrl url, boolean resolves, Optional<TargetService> service, Set<Problem> problems) {
        TargetGuard judge = guard.of(spec);
        checkCalledAs(aim.calledAs(), url, judge, service, problems);
        return switch (judge.decide(url.host(), url.port(), service)) {
            case TargetGuard.Allowed allowed ->
                allowed.rules().stream().map(TargetRule::toString).toList();
            case TargetGuard.Denied denied -> {
                problems.add(new Problem(aim.path(), denied.reason() + (resolves ? RESOLVED : "")));
                yield List.of();
            }
        };
    }

    /**
     * A name that reaches other tenants' hosts behind an allowed address must be allowed itself. A Service of the namespace is
     * the namespace's own, whatever it is called.
     */
    private static void checkCalledAs(
            Aim.@Nullable CalledAs called,
            TargetUrl url,
            TargetGuard judge,
            Optional<TargetService> service,
            Set<Problem> problems) {
        if (called == null || service.isPresent() || IpLiteral.parse(url.host()).isPresent()) {
            return;
        }
        int colon = called.host().indexOf(':');
        String name = colon < 0 ? called.host() : called.host().substring(0, colon);
        if (judge.decide(name, url.port(), Optional.empty()) instanceof TargetGuard.Denied denied) {
            problems.add(new Problem(called.path(), denied.reason()));
        }
    }
}
