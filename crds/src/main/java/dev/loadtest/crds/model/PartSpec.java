package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A part of a multipart body. */
@ValidationRule(value = "has(self.text) != has(self.file)", message = "a part is either text or file")
@ValidationRule(value = "!has(self.fileName) || has(self.file)", message = "only a file has a fileName")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartSpec(
        @Required @JsonPropertyDescription("The field's name.") @Pattern(Patterns.LINE) @Size(min = 1, max = 256)
        String name,

        @JsonPropertyDescription("A reference to a file, such as ${file}; the file is streamed.")
        @Size(min = 1, max = 256)
        @Nullable
        String file,

        @JsonPropertyDescription("A text; ${name} is replaced.") @Size(max = 65536) @Nullable
        String text,

        @JsonPropertyDescription("The file name that is sent; ${name} is replaced. Default: the file's own.")
        @Pattern(Patterns.LINE)
        @Size(min = 1, max = 1024)
        @Nullable
        String fileName,

        @JsonPropertyDescription("Default: application/octet-stream for a file, text/plain; charset=utf-8 for a text.")
        @Pattern(Patterns.HEADER_VALUE)
        @Size(min = 1, max = 256)
        @Nullable
        String contentType) {}
