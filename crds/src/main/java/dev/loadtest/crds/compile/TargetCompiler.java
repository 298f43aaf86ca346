package dev.loadtest.crds.compile;

import dev.loadtest.crds.model.KeyRef;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.ObjectRef;
import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.plan.syntax.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles valid targets. */
final class TargetCompiler {
    private static final int CONNECTIONS = 256;

    private TargetCompiler() {}

    /** @param instead URL of the default target instead of the manifest's; null for the manifest's */
    static Targets compile(LoadTestSpec spec, @Nullable String instead) {
        return new Targets(
                target(spec.target(), instead),
                Optionals.list(spec.targets()).stream()
                        .map(named -> new Targets.Named(named.name(), target(named.target(), null)))
                        .toList());
    }

    static Variant.Place place(String url) {
        TargetUrl parts = TargetUrl.parse(url);
        return new Variant.Place(parts.https(), parts.host(), parts.port(), parts.basePath());
    }

    private static Target target(TargetSpec written, @Nullable String instead) {
        TargetSpec target = written.withHeadersAsFields();
        Variant.Place place = place(instead != null ? instead : target.url());
        return new Target(
                place.https(),
                place.host(),
                place.port(),
                place.basePath(),
                RequestCompiler.headers(target.headers()),
                target.protocol() == TargetSpec.Protocol.HTTP2 ? Target.Protocol.HTTP2 : Target.Protocol.HTTP1,
                tls(target.tls()),
                target.connections() == null ? CONNECTIONS : target.connections(),
                reuse(target.connection()),
                target.host() == null ? "" : target.host(),
                auth(target));
    }

    private static Target.Reuse reuse(TargetSpec.@Nullable Connection connection) {
        if (connection == null) {
            return Target.Reuse.ENDLESS;
        }
        return new Target.Reuse(
                connection.maxRequests() == null ? 0 : connection.maxRequests(),
                connection.maxAge() == null ? Duration.ZERO : Durations.parse(connection.maxAge()));
    }

    private static @Nullable Auth auth(TargetSpec target) {
        TargetSpec.Auth auth = target.auth();
        if (auth == null) {
            return null;
        }
        if (auth.oauth2() != null) {
            return oauth2(auth.oauth2(), tls(target.tls()));
        }
        if (auth.basic() == null) {
            return null;
        }
        List<SecretRef> keys = keys(auth.basic().secretRef(), TargetSpec.Basic.KEYS);
        return new Auth.Basic(keys.getFirst(), keys.getLast());
    }

    private static Auth oauth2(TargetSpec.OAuth2 oauth2, Target.Tls tls) {
        Variant.Place place = place(oauth2.tokenUrl());
        Target endpoint =
                new Target(place.https(), place.host(), place.port(), "", List.of(), Target.Protocol.HTTP1, tls, 1);
        String path = URI.create(oauth2.tokenUrl()).getRawPath();
        KeyRef secret = oauth2.clientSecret().secretKeyRef();
        return new Auth.OAuth2(
                endpoint,
                path.isEmpty() ? "/" : path,
                oauth2.clientId(),
                new SecretRef(SecretRef.Kind.SECRET, secret.name(), secret.key()),
                Optionals.list(oauth2.scopes()),
                oauth2.audience() == null ? "" : oauth2.audience());
    }

    private static List<SecretRef> keys(ObjectRef secret, List<String> keys) {
        return keys.stream()
                .map(key -> new SecretRef(SecretRef.Kind.SECRET, secret.name(), key))
                .toList();
    }

    private static Target.Tls tls(TargetSpec.@Nullable Tls tls) {
        if (tls == null) {
            return Target.Tls.DEFAULT;
        }
        Target.ClientCertificate client = null;
        if (tls.clientCertificate() != null) {
            List<SecretRef> keys = keys(tls.clientCertificate().secretRef(), TargetSpec.ClientCertificate.KEYS);
            client = new Target.ClientCertificate(keys.getFirst(), keys.getLast());
        }
        return new Target.Tls(authority(tls), Boolean.TRUE.equals(tls.insecureSkipVerify()), client);
    }

    private static @Nullable SecretRef authority(TargetSpec.Tls tls) {
        if (tls.caSecretKeyRef() != null) {
            return new SecretRef(
                    SecretRef.Kind.SECRET,
                    tls.caSecretKeyRef().name(),
                    tls.caSecretKeyRef().key());
        }
        KeyRef ca = tls.caConfigMapKeyRef();
        return ca == null ? null : new SecretRef(SecretRef.Kind.CONFIG_MAP, ca.name(), ca.key());
    }
}
