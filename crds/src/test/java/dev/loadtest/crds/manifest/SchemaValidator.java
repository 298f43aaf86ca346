package dev.loadtest.crds.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JSON schema, applied by a validator that knows nothing of the model. */
final class SchemaValidator {
    static final Path FILE = Path.of(EditorSchema.FILE_NAME);

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(Dialects.getDraft7()).getSchema(schema());

    private SchemaValidator() {}

    /** The file, also while it is made anew. */
    private static String schema() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Errors of every document that is YAML. */
    static List<Error> errors(byte[] yaml) {
        List<Error> errors = new ArrayList<>();
        for (YamlDocument document : YamlDocument.all(yaml)) {
            if (document instanceof YamlDocument.Read read) {
                errors.addAll(SCHEMA.validate(read.tree()));
            }
        }
        return errors;
    }
}
