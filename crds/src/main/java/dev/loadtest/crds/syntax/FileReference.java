package dev.loadtest.crds.syntax;

import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Template.Reference;

/** The {@code file} of a body or part: exactly one reference, such as <code>${file}</code>. */
public final class FileReference {
    private FileReference() {}

    /** The referenced name, which must be bound to a file. */
    public static String parse(String text) {
        Template template = Template.parse(text);
        if (template.parts().size() == 1 && template.parts().get(0) instanceof Reference reference) {
            return reference.name();
        }
        throw new IllegalArgumentException(
                "must be one reference to a file, such as \"${file}\", with file bound by forEach or by the request's values");
    }
}
