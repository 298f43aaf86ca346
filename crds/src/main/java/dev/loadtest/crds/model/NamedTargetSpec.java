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

/** A further target: a name, and the fields of {@link TargetSpec}. */
@ValidationRule(value = "self.name != 'default'", message = "default is the name of spec.target", fieldPath = ".name")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamedTargetSpec(
        @Required
        @JsonPropertyDescription("Its name, for requests and variants.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @Required @JsonPropertyDescription(TargetSpec.URL_IS) @Pattern(Patterns.URL) @Size(max = 2048)
        String url,

        @JsonPropertyDescription(TargetSpec.HEADERS_IS) @Size(max = 50) @Nullable
        List<HeaderSpec> headers,

        @Default("HTTP1") @JsonPropertyDescription(TargetSpec.PROTOCOL_IS)
        TargetSpec.@Nullable Protocol protocol,

        @JsonPropertyDescription(TargetSpec.HOST_IS) @Pattern(Patterns.AUTHORITY) @Size(max = 260) @Nullable
        String host,

        @JsonPropertyDescription(TargetSpec.TLS_IS) TargetSpec.@Nullable Tls tls,

        @JsonPropertyDescription(TargetSpec.AUTH_IS) TargetSpec.@Nullable Auth auth,

        @Default("256") @JsonPropertyDescription(TargetSpec.CONNECTIONS_IS) @Min(1) @Max(65535) @Nullable
        Integer connections,

        @JsonPropertyDescription(TargetSpec.CONNECTION_IS) TargetSpec.@Nullable Connection connection) {

    /** All but the name. */
    public TargetSpec target() {
        return new TargetSpec(url, headers, protocol, host, tls, auth, connections, connection);
    }
}
