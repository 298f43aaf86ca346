package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A header sent with requests. */
@ValidationRule(value = "has(self.value) != has(self.valueFrom)", message = "a header has either value or valueFrom")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeaderSpec(
        @Required
        @JsonPropertyDescription(
                "Its name. Those that frame or route a message (Host, Content-Length, Transfer-Encoding, Connection and the like) are the generator's own.")
        @Pattern(Patterns.TOKEN)
        @Size(min = 1, max = 256)
        String name,

        @JsonPropertyDescription("Its value; ${name} is replaced.")
        @Pattern(Patterns.HEADER_VALUE)
        @Size(max = 8192)
        @Nullable
        String value,

        @JsonPropertyDescription("Where its value comes from, instead of value. It is kept out of everything written.")
        @Nullable
        ValueFrom valueFrom) {

    /** Source of a value. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ValueFrom(
            @Required @JsonPropertyDescription("A key of a Secret; on one machine --ref secret/NAME/KEY=FILE.")
            KeyRef secretKeyRef) {}
}
