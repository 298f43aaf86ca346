package dev.loadtest.cli;

import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.report.Origin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run on this machine was made from. Pure. */
final class RunOrigin {
    private RunOrigin() {}

    /** @param command that repeats the run */
    static Origin of(Compiled compiled, String command) {
        return new Origin(Origin.ownVersion(), targets(compiled.plan()), command, compiled.text());
    }

    /** Targets that requests are sent to. */
    private static List<Origin.Target> targets(LoadPlan plan) {
        Set<String> used = plan.requests().stream().map(RequestTemplate::target).collect(Collectors.toSet());
        Stream<Targets.Named> all = Stream.concat(
                Stream.of(new Targets.Named(Targets.DEFAULT, plan.targets().standard())),
                plan.targets().others().stream());
        return all.filter(named -> used.contains(named.name()))
                .map(named -> new Origin.Target(named.name(), url(named.target())))
                .toList();
    }

    private static String url(Target target) {
        return (target.https() ? "https://" : "http://") + target.authority() + target.basePath();
    }
}
