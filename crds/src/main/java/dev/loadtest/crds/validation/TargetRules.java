package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.model.Patterns;
import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import org.jspecify.annotations.Nullable;

/** Rules for the target. */
final class TargetRules {
    private TargetRules() {}

    static void check(@Nullable TargetSpec target, Problems problems) {
        if (target == null) {
            return;
        }
        if (target.url() != null) {
            problems.attempt("spec.target.url", () -> TargetUrl.parse(target.url()));
        }
        HeaderRules.check(target.headers(), target::isField, "spec.target.headers", problems);
        checkHost(target, problems);
        checkConnection(target.connection(), problems);
        checkTls(target, problems);
        checkAuth(target, problems);
    }

    private static void checkHost(TargetSpec target, Problems problems) {
        if (target.host() != null) {
            problems.attempt("spec.target.host", () -> TargetUrl.parse("http://" + target.host()));
            return;
        }
        Each.of(target.headers(), "spec.target.headers", (header, path) -> {
            if ("host".equalsIgnoreCase(header.name()) && target.isField(header)) {
                checkAuthority(String.valueOf(header.value()), path + ".value", problems);
            }
        });
    }

    private static void checkAuthority(String host, String path, Problems problems) {
        if (host.matches(Patterns.AUTHORITY)) {
            problems.attempt(path, () -> TargetUrl.parse("http://" + host));
        } else {
            problems.add(path, Constraints.quoted(host) + " is not " + Patterns.meaning(Patterns.AUTHORITY));
        }
    }

    private static void checkConnection(TargetSpec.@Nullable Connection connection, Problems problems) {
        if (connection == null) {
            return;
        }
        if (connection.maxRequests() == null && connection.maxAge() == null) {
            problems.missing("spec.target.connection", "has neither maxRequests nor maxAge", "maxRequests", "maxAge");
        }
        problems.positive(connection.maxAge(), "spec.target.connection.maxAge");
    }

    private static void checkTls(TargetSpec target, Problems problems) {
        TargetSpec.Tls tls = target.tls();
        if (tls == null) {
            return;
        }
        if (tls.caConfigMapKeyRef() != null && tls.caSecretKeyRef() != null) {
            problems.add("spec.target.tls", "has caConfigMapKeyRef and caSecretKeyRef; an authority is in one of them");
        }
        if (tls.clientCertificate() != null
                && target.url() != null
                && target.url().startsWith("http://")) {
            problems.add("spec.target.tls.clientCertificate", "is shown over https only; the URL is of http");
        }
    }

    private static void checkAuth(TargetSpec target, Problems problems) {
        if (target.auth() == null) {
            return;
        }
        if (target.auth().basic() == null) {
            problems.missing("spec.target.auth", "has no basic", "basic");
        }
        Each.of(target.headers(), "spec.target.headers", (header, path) -> {
            if ("authorization".equalsIgnoreCase(header.name())) {
                problems.add(path + ".name", "auth sends this header; leave one of them out");
            }
        });
    }
}
