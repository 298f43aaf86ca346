package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target of the load: the default one, whose fields those of {@link NamedTargetSpec} repeat. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetSpec(
        @Required @JsonPropertyDescription(URL_IS) @Pattern(Patterns.URL) @Size(max = 2048)
        String url,

        @JsonPropertyDescription(HEADERS_IS) @Size(max = 50) @Nullable
        List<HeaderSpec> headers,

        @Default("HTTP1") @JsonPropertyDescription(PROTOCOL_IS) @Nullable
        Protocol protocol,

        @JsonPropertyDescription(HOST_IS) @Pattern(Patterns.AUTHORITY) @Size(max = 260) @Nullable
        String host,

        @JsonPropertyDescription(TLS_IS) @Nullable Tls tls,

        @JsonPropertyDescription(AUTH_IS) @Nullable Auth auth,

        @Default("256") @JsonPropertyDescription(CONNECTIONS_IS) @Min(1) @Max(65535) @Nullable
        Integer connections,

        @JsonPropertyDescription(CONNECTION_IS) @Nullable Connection connection) {
    static final String URL_IS =
            "Where it is: http or https, a host, optionally a port and a path that all requests' paths are appended to. No user info, query or fragment.";
    static final String HEADERS_IS =
            "Sent with every request; a request's own of the same name win. Host stands for host, Connection: close for connection.maxRequests 1.";
    static final String PROTOCOL_IS = "HTTP1 or HTTP2 (over TLS by ALPN, else with prior knowledge). Default HTTP1.";
    static final String HOST_IS =
            "The target's name where it is not the URL's host, such as a virtual host behind an ingress: sent as the header Host, and the name that TLS asks for and checks. A port is sent only if it is written here.";
    static final String TLS_IS =
            "Certificates of an https connection. Default: the target's is checked against the system's authorities, and workers show none.";
    static final String AUTH_IS = "Credentials that requests carry.";
    static final String CONNECTIONS_IS = "The most connections that one worker opens. Default 256.";
    static final String CONNECTION_IS = "When connections are closed. Default: they are kept open.";

    /**
     * Whether a header asks for what a field of the target is for, as manifests of other tools do: {@code Host} for host,
     * {@code Connection: close} for connection.maxRequests 1. False where the field is set.
     */
    public boolean isField(HeaderSpec header) {
        return isHost(header) || isClose(header);
    }

    private boolean isHost(HeaderSpec header) {
        return host == null && "host".equalsIgnoreCase(header.name()) && header.value() != null;
    }

    private boolean isClose(HeaderSpec header) {
        return (connection == null || connection.maxRequests() == null)
                && "connection".equalsIgnoreCase(header.name())
                && "close".equalsIgnoreCase(header.value());
    }

    /** The same target with such headers as fields. */
    public TargetSpec withHeadersAsFields() {
        if (headers == null || headers.stream().noneMatch(this::isField)) {
            return this;
        }
        String called = headers.stream()
                .filter(this::isHost)
                .map(HeaderSpec::value)
                .findFirst()
                .orElse(host);
        Connection used = headers.stream().noneMatch(this::isClose)
                ? connection
                : new Connection(1, connection == null ? null : connection.maxAge());
        List<HeaderSpec> sent =
                headers.stream().filter(header -> !isField(header)).toList();
        return new TargetSpec(url, sent, protocol, called, tls, auth, connections, used);
    }

    /** HTTP version. */
    public enum Protocol {
        HTTP1,
        HTTP2
    }

    /** How long a connection is used. */
    @ValidationRule(
            value = "has(self.maxRequests) || has(self.maxAge)",
            message = "a connection has maxRequests, maxAge or both")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connection(
            @JsonPropertyDescription(
                    "A connection is closed after this many requests; 1 opens one, with its TLS handshake, for each request.")
            @Min(1)
            @Max(1000000000)
            @Nullable
            Integer maxRequests,

            @JsonPropertyDescription(
                    "A connection of this age takes no more requests and is closed, so that newly started pods of a Service get their share.")
            @Pattern(Patterns.DURATION)
            @Size(max = 32)
            @Nullable
            String maxAge) {}

    /** Credentials that requests carry. */
    @ValidationRule(value = "has(self.basic) != has(self.oauth2)", message = "auth is one of basic and oauth2")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Auth(
            @JsonPropertyDescription(
                    "A user name and a password, sent as the header Authorization by requests that have none of their own.")
            @Nullable
            Basic basic,

            @JsonPropertyDescription(
                    "A token of OAuth2 client credentials (RFC 6749 section 4.4), sent as the header Authorization by requests that have none of their own. Each worker fetches one before it is ready, and another at 80% of its life or where a request is answered 401, which is then sent once more.")
            @Nullable
            OAuth2 oauth2) {}

    /** Where tokens come from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OAuth2(
            @Required
            @JsonPropertyDescription(
                    "The token endpoint; http or https, checked as the target's tls says. The operator's allowed targets hold for it.")
            @Pattern(Patterns.URL)
            @Size(max = 2048)
            String tokenUrl,

            @Required @JsonPropertyDescription("The client's name.") @Pattern(Patterns.LINE) @Size(min = 1, max = 512)
            String clientId,

            @Required @JsonPropertyDescription("The client's secret.")
            ClientSecret clientSecret,

            @JsonPropertyDescription("The scopes that are asked for. Default: those that the token endpoint gives.")
            @Size(max = 50)
            @Nullable
            List<@Pattern(Patterns.SCOPE) @Size(min = 1, max = 256) String> scopes,

            @JsonPropertyDescription("The API that the token is for, where the token endpoint asks for it.")
            @Pattern(Patterns.LINE)
            @Size(min = 1, max = 1024)
            @Nullable
            String audience) {}

    /** A client's secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClientSecret(
            @Required
            @JsonPropertyDescription("The key of a Secret that holds it; on one machine --ref secret/NAME/KEY=FILE.")
            KeyRef secretKeyRef) {}

    /** A user name and a password. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Basic(
            @Required
            @JsonPropertyDescription(
                    "A Secret with the keys username and password; on one machine --ref secret/NAME/username=FILE and the same for password.")
            ObjectRef secretRef) {
        public static final List<String> KEYS = List.of("username", "password");
    }

    /** A certificate and its key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClientCertificate(
            @Required
            @JsonPropertyDescription(
                    "A Secret with the keys tls.crt and tls.key in PEM, as kubernetes.io/tls has them; on one machine --ref secret/NAME/tls.crt=FILE and the same for tls.key.")
            ObjectRef secretRef) {
        public static final List<String> KEYS = List.of("tls.crt", "tls.key");
    }

    /** How both sides of a connection prove who they are. */
    @ValidationRule(
            value = "!(has(self.caConfigMapKeyRef) && has(self.caSecretKeyRef))",
            message = "at most one of caConfigMapKeyRef and caSecretKeyRef")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tls(
            @JsonPropertyDescription("The key of a ConfigMap that holds one's own authority, in PEM.") @Nullable
            KeyRef caConfigMapKeyRef,

            @JsonPropertyDescription("The same of a Secret, such as the one where cert-manager keeps ca.crt.") @Nullable
            KeyRef caSecretKeyRef,

            @JsonPropertyDescription("The certificate that workers show to a target that asks for one.") @Nullable
            ClientCertificate clientCertificate,

            @JsonPropertyDescription("Accept any certificate; the results say so. Default false.") @Nullable
            Boolean insecureSkipVerify) {}
}
