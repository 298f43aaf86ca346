package dev.loadtest.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What standard output holds. */
public enum Format {
    TEXT,
    /** Objects of the API server. */
    JSON,
    /** Their names, as {@code kubectl -o name} prints them. */
    NAME;

    /** Accepted values, for completion in shells. */
    public static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(List.of("json", "name"));
        }
    }

    /** Parses a command-line argument. */
    public static final class Converter implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return switch (text) {
                case "json" -> JSON;
                case "name" -> NAME;
                default -> throw new TypeConversionException("write json or name");
            };
        }
    }
}
