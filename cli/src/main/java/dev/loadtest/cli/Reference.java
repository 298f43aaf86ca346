package dev.loadtest.cli;

import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option {@code --ref secret/NAME/KEY=FILE}: the file that stands for a key of a Secret or ConfigMap.
 *
 * @param ref the key in the manifest
 */
record Reference(SecretRef ref, Path file) {

    /** Parses a command-line argument. */
    static final class Converter implements ITypeConverter<Reference> {
        private static final String FORM = "write it as secret/NAME/KEY=FILE or configmap/NAME/KEY=FILE";

        @Override
        public Reference convert(String text) {
            int equals = text.indexOf('=');
            String[] parts = text.substring(0, Math.max(0, equals)).split("/", -1);
            if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty() || equals == text.length() - 1) {
                throw new TypeConversionException(FORM);
            }
            SecretRef.Kind kind =
                    switch (parts[0]) {
                        case "secret" -> SecretRef.Kind.SECRET;
                        case "configmap" -> SecretRef.Kind.CONFIG_MAP;
                        default -> throw new TypeConversionException(FORM);
                    };
            try {
                return new Reference(new SecretRef(kind, parts[1], parts[2]), Path.of(text.substring(equals + 1)));
            } catch (InvalidPathException e) {
                throw new TypeConversionException("not a file's path: " + e.getMessage());
            }
        }
    }
}
