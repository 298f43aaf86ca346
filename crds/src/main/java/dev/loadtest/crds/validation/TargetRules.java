package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.Patterns;
import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.crds.syntax.Aim;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.engine.plan.Targets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules for targets. */
final class TargetRules {
    private final TargetSpec target;
    private final String path;
    private final Problems problems;

    private TargetRules(TargetSpec target, String path, Problems problems) {
        this.target = target;
        this.path = path;
        this.problems = problems;
    }

    /** Checks all targets of a manifest, and where its variants find them. */
    static void check(LoadTestSpec spec, Names names, Problems problems) {
        if (spec.target() != null) {
            new TargetRules(spec.target(), "spec.target", problems).check();
        }
        Each.of(spec.targets(), "spec.targets", (named, at) -> new TargetRules(named.target(), at, problems).check());
        Each.of(spec.targets(), "spec.targets", (named, at) -> {
            if (Targets.DEFAULT.equals(named.name())) {
                problems.add(at + ".name", "default is the name of spec.target; choose another one");
            }
        });
        Each.of(
                spec.variants(),
                "spec.variants",
                (variant, at) -> Each.of(variant.targets(), at + ".targets", (url, place) -> {
                    problems.attempt(place, () -> TargetUrl.parse(url));
                }));
        checkHosts(spec, problems);
        Each.of(spec.variants(), "spec.variants", (variant, at) -> Each.map(variant.targets())
                .keySet()
                .forEach(name ->
                        problems.knows(name, names.targetNames(), "target", Paths.field(at + ".targets", name))));
    }

    private static void checkHosts(LoadTestSpec spec, Problems problems) {
        long hosts = Aim.of(spec).stream()
                .flatMap(aim -> aim.parts().stream())
                .map(url -> url.host().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        if (hosts > Aim.MAX_HOSTS) {
            problems.add(
                    "spec",
                    "targets, their token endpoints and variants aim at " + hosts + " different hosts, more than "
                            + Aim.MAX_HOSTS);
        }
    }

    private void check() {
        if (target.url() != null) {
            problems.attempt(path + ".url", () -> TargetUrl.parse(target.url()));
        }
        HeaderRules.check(target.headers(), target::isField, path + ".headers", problems);
        checkHost();
        checkConnection(target.connection());
        checkTls();
        checkAuth();
    }

    private void checkHost() {
        if (target.host() != null) {
            problems.attempt(path + ".host", () -> TargetUrl.parse("http://" + target.host()));
            return;
        }
        Each.of(target.headers(), path + ".headers", (header, at) -> {
            if ("host".equalsIgnoreCase(header.name()) && target.isField(header)) {
                checkAuthority(String.valueOf(header.value()), at + ".value");
            }
        });
    }

    private void checkAuthority(String host, String at) {
        if (host.matches(Patterns.AUTHORITY)) {
            problems.attempt(at, () -> TargetUrl.parse("http://" + host));
        } else {
            problems.add(at, Constraints.quoted(host) + " is not " + Patterns.meaning(Patterns.AUTHORITY));
        }
    }

    private void checkConnection(TargetSpec.@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        String at = path + ".connection";
        if (connection.maxRequests() == null && connection.maxAge() == null) {
            problems.missing(at, "has neither maxRequests nor maxAge", "maxRequests", "maxAge");
        }
        problems.positive(connection.maxAge(), at + ".maxAge");
    }

    private void checkTls() {
        TargetSpec.Tls tls = target.tls();
        if (tls == null) {
            return;
        }
        if (tls.caConfigMapKeyRef() != null && tls.caSecretKeyRef() != null) {
            problems.add(path + ".tls", "has caConfigMapKeyRef and caSecretKeyRef; an authority is in one of them");
        }
        if (tls.clientCertificate() != null
                && target.url() != null
                && target.url().startsWith("http://")) {
            problems.add(path + ".tls.clientCertificate", "is shown over https only; the URL is of http");
        }
    }

    private void checkAuth() {
        TargetSpec.Auth auth = target.auth();
        if (auth == null) {
            return;
        }
        if (auth.basic() == null && auth.oauth2() == null) {
            problems.missing(path + ".auth", "has neither basic nor oauth2", "basic", "oauth2");
        } else if (auth.basic() != null && auth.oauth2() != null) {
            problems.add(path + ".auth", "has basic and oauth2; requests say once whose they are");
        }
        if (auth.oauth2() != null && auth.oauth2().tokenUrl() != null) {
            String tokenUrl = auth.oauth2().tokenUrl();
            problems.attempt(path + ".auth.oauth2.tokenUrl", () -> TargetUrl.parse(tokenUrl));
        }
        Each.of(target.headers(), path + ".headers", (header, at) -> {
            if ("authorization".equalsIgnoreCase(header.name())) {
                problems.add(at + ".name", "auth sends this header; leave one of them out");
            }
        });
    }
}
