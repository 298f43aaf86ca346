package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Names of one address, in the /etc/hosts of the worker pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostAlias(
        @Required @JsonPropertyDescription("The address.") @Pattern(Patterns.IP) @Size(min = 2, max = 45)
        String ip,

        @Required @JsonPropertyDescription("Its names.") @Size(min = 1, max = 20)
        List<@Pattern(Patterns.HOST_NAME) @Size(min = 1, max = 253) String> hostnames) {}
