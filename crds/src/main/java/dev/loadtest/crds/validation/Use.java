package dev.loadtest.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.BodySpec;
import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.syntax.FileReference;
import dev.loadtest.crds.syntax.JsonTemplate;
import dev.loadtest.crds.syntax.Parameters;
import dev.loadtest.engine.plan.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reference of a request to a name.
 *
 * @param path of the field with the reference
 */
record Use(String path, String name, Place place) {

    /** The purpose of the reference. */
    enum Place {
        TEXT,
        HEADER,
        FILE
    }

    /** All references of a request; invalid ones become problems. */
    static List<Use> in(RequestSpec request, String path, Problems problems) {
        Collector found = new Collector(problems);
        found.text(request.path(), path + ".path");
        found.parameters(request.query(), path + ".query");
        found.headers(request.headers(), path + ".headers");
        BodySpec body = request.body();
        if (body != null) {
            found.text(body.text(), path + ".body.text");
            if (body.json() != null) {
                found.add(path + ".body.json", Place.TEXT, () -> JsonTemplate.of(body.json())
                        .names());
            }
            found.file(body.file(), path + ".body.file");
        }
        found.parameters(request.form(), path + ".form");
        Each.of(request.multipart(), path + ".multipart", (part, at) -> {
            found.text(part.text(), at + ".text");
            found.file(part.file(), at + ".file");
            found.text(part.fileName(), at + ".fileName");
        });
        return found.uses;
    }

    /** References in the target's headers, which every request sends. */
    static List<Use> in(@Nullable List<HeaderSpec> headers, String path, Problems problems) {
        Collector found = new Collector(problems);
        found.headers(headers, path);
        return found.uses;
    }

    private static final class Collector {
        private final List<Use> uses = new ArrayList<>();
        private final Problems problems;

        Collector(Problems problems) {
            this.problems = problems;
        }

        void headers(@Nullable List<HeaderSpec> headers, String path) {
            Each.of(headers, path, (header, at) -> {
                String value = header.value();
                if (value != null) {
                    add(at + ".value", Place.HEADER, () -> Template.parse(value).names());
                }
            });
        }

        void parameters(@Nullable JsonNode parameters, String path) {
            Parameters.of(parameters, path).forEach(parameter -> text(parameter.value(), parameter.path()));
        }

        void text(@Nullable String text, String path) {
            if (text != null) {
                add(path, Place.TEXT, () -> Template.parse(text).names());
            }
        }

        void file(@Nullable String reference, String path) {
            if (reference != null) {
                add(path, Place.FILE, () -> Set.of(FileReference.parse(reference)));
            }
        }

        void add(String path, Place place, Supplier<Collection<String>> names) {
            Collection<String> read = problems.attempt(path, names);
            if (read != null) {
                read.forEach(name -> uses.add(new Use(path, name, place)));
            }
        }
    }
}
