package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request template. */
@ValidationRule(
        // CEL cannot access form, whose type is open.
        value = "!(has(self.body) && has(self.multipart))",
        message = "a request has at most one of body, form and multipart")
@ValidationRule(
        value =
                "!has(self.method) || self.method == self.method.upperAscii() || !(self.method.upperAscii() in ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])",
        message = "methods are case-sensitive: the standard ones are written in upper case, such as POST",
        fieldPath = ".method")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestSpec(
        @Required
        @JsonPropertyDescription("Its name, for phases and threshold labels.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @Default("default")
        @JsonPropertyDescription("The name of the target that it is sent to. Default: default, which is spec.target.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        @Nullable
        String target,

        @Default("GET")
        @JsonPropertyDescription("Default GET.")
        @Pattern(Patterns.TOKEN)
        @Size(min = 1, max = 32)
        @Nullable
        String method,

        @Required
        @JsonPropertyDescription(
                "Appended to the target's; ${name} is replaced, percent-encoded as one segment. It may hold a query, which stands before the parameters of query.")
        @Pattern(Patterns.PATH)
        @Size(min = 1, max = 4096)
        String path,

        @JsonPropertyDescription(
                "The query's parameters: a map of texts by name, sent in the order of the names; or a list of {name, value}, sent in its order, where a name may stand several times and an entry without value sends its name alone. ${name} is replaced in values, everything is percent-encoded. At most 100.")
        @Texts
        @Nullable
        JsonNode query,

        @JsonPropertyDescription("Its headers; these win over the target's of the same name.") @Size(max = 50) @Nullable
        List<HeaderSpec> headers,

        @JsonPropertyDescription("Its body: text, json or file.") @Nullable
        BodySpec body,

        @JsonPropertyDescription(
                "Instead of body: the fields of an application/x-www-form-urlencoded body, as a map or a list like query. At least 1, at most 100.")
        @Texts
        @Nullable
        JsonNode form,

        @JsonPropertyDescription("Instead of body: the parts of a multipart/form-data body.")
        @Size(min = 1, max = 50)
        @Nullable
        List<PartSpec> multipart,

        @JsonPropertyDescription(
                "Values kept from responses that met their expectation: of tracked requests for later phases of the same variant, and of a journey's steps for its later steps.")
        @Size(max = 20)
        @Nullable
        List<CaptureSpec> capture,

        @JsonPropertyDescription("Values drawn anew for every request, by name.") @Size(max = 50) @Nullable
        Map<String, ValueSpec> values,

        @JsonPropertyDescription("What a response must be. Default: any 2xx.") @Nullable
        ExpectSpec expect,

        @Default("30s")
        @JsonPropertyDescription(
                "From the start of sending to the last byte of the response, a true deadline. Default 30s.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String timeout,

        @Default("0")
        @JsonPropertyDescription("The most redirects that are followed. Default 0: a redirect is the response.")
        @Min(0)
        @Max(20)
        @Nullable
        Integer followRedirects) {}
