package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target of the load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetSpec(
        @Required
        @JsonPropertyDescription(
                "Where it is: http or https, a host, optionally a port and a path that all requests' paths are appended to. No user info, query or fragment.")
        @Pattern(Patterns.URL)
        @Size(max = 2048)
        String url,

        @JsonPropertyDescription("Sent with every request; a request's own of the same name win.")
        @Size(max = 50)
        @Nullable
        List<HeaderSpec> headers,

        @Default("HTTP1")
        @JsonPropertyDescription("HTTP1 or HTTP2 (over TLS by ALPN, else with prior knowledge). Default HTTP1.")
        @Nullable
        Protocol protocol,

        @JsonPropertyDescription("How an https target proves who it is. Default: by the system's authorities.")
        @Nullable
        Tls tls,

        @Default("256")
        @JsonPropertyDescription("The most connections that one worker opens. Default 256.")
        @Min(1)
        @Max(65535)
        @Nullable
        Integer connections) {

    /** HTTP version. */
    public enum Protocol {
        HTTP1,
        HTTP2
    }

    /** TLS settings of an https target. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tls(
            @JsonPropertyDescription("The key of a ConfigMap that holds one's own authority, in PEM.") @Nullable
            KeyRef caConfigMapKeyRef,

            @JsonPropertyDescription("Believe any certificate; the results say so. Default false.") @Nullable
            Boolean insecureSkipVerify) {}
}
