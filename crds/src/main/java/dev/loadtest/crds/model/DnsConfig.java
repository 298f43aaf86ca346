package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the worker pods resolve names, beyond what their dnsPolicy brings. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsConfig(
        @JsonPropertyDescription(
                "Addresses of name servers, asked before those of the policy; where targets are limited, each has to be an address that may be aimed at.")
        @Size(max = 3)
        @Nullable
        List<@Pattern(Patterns.IP) @Size(min = 2, max = 45) String> nameservers,

        @JsonPropertyDescription("Domains in which short names are looked up.") @Size(max = 32) @Nullable
        List<@Pattern(Patterns.HOST_NAME) @Size(min = 1, max = 253) String> searches,

        @JsonPropertyDescription("Options of the resolver, such as ndots.") @Size(max = 20) @Nullable
        List<Option> options) {

    /** An option of the resolver. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Option(
            @Required @JsonPropertyDescription("Its name.") @Pattern(Patterns.WORD) @Size(min = 1, max = 63)
            String name,

            @JsonPropertyDescription("Its value, where it has one.")
            @Pattern(Patterns.WORD)
            @Size(min = 1, max = 63)
            @Nullable
            String value) {}
}
