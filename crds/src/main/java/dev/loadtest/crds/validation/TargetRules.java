package dev.loadtest.crds.validation;

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
        HeaderRules.check(target.headers(), "spec.target.headers", problems);
        if (target.host() != null) {
            problems.attempt("spec.target.host", () -> TargetUrl.parse("http://" + target.host()));
        }
        checkConnection(target.connection(), problems);
        checkTls(target, problems);
        checkAuth(target, problems);
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
